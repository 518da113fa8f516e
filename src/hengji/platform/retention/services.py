"""Telling what is due, and removing it: in small transactions, each with its audit row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from hengji.platform.audit.services import record
from hengji.platform.retention.actions import REMOVE
from hengji.platform.retention.registry import Rule, all_rules

BATCH = 5_000
"""Rows of one transaction: so few that nobody waits for it."""

MOST_BATCHES = 40
"""Of one rule in one run; what is left then comes the next night."""


@dataclass(frozen=True)
class Due:
    """How many rows a rule lets go; more than ``MOST`` are counted as one more than that."""

    rule: Rule
    rows: int

    @property
    def is_behind(self) -> bool:
        """Whether one night will not do."""
        return self.rows > MOST


MOST = BATCH * MOST_BATCHES

_COUNT = "SELECT count(*) FROM (SELECT FROM {table} t WHERE {condition} LIMIT %(most)s) AS due"

# Rows that somebody is just at work on are left for another night.
_REMOVE = """
DELETE FROM {table} WHERE ctid = ANY(ARRAY(
    SELECT t.ctid FROM {table} t WHERE {condition} LIMIT %(most)s FOR UPDATE SKIP LOCKED))
"""


def retention_due(*, at: datetime) -> list[Due]:
    """What would go now, without touching it."""
    with connection.cursor() as cursor:
        found = []
        for rule in all_rules():
            _run(cursor, _COUNT, rule, at, MOST + 1)
            found.append(Due(rule, cursor.fetchone()[0]))
    return found


def retention_run(*, at: datetime) -> list[Due]:
    """Remove what is due, each rule up to `MOST` rows; how many went.

    The system does it by itself, or whoever owns the server by command.
    """
    return [Due(rule, sum(_batches(rule, at))) for rule in all_rules()]


def _batches(rule: Rule, at: datetime) -> Iterator[int]:
    for _ in range(MOST_BATCHES):
        rows = _remove(rule, at)
        yield rows
        if rows < BATCH:
            return


@transaction.atomic
def _remove(rule: Rule, at: datetime) -> int:
    with connection.cursor() as cursor:
        # Triggers that keep rows look for it; it ends with the transaction.
        cursor.execute("SET LOCAL hengji.retention = 'on'")
        _run(cursor, _REMOVE, rule, at, BATCH)
        rows: int = cursor.rowcount
        cursor.execute("SET LOCAL hengji.retention = 'off'")
    if rows:
        record(
            actor=None,
            action=REMOVE,
            subject=rule.model,
            jurisdiction=None,
            at=at,
            after={"rule": rule.code, "rows": rows, "before": rule.before(at)},
            reason=rule.reason,
        )
    return rows


def _run(cursor: CursorWrapper, text: str, rule: Rule, at: datetime, most: int) -> None:
    table = connection.ops.quote_name(rule.model._meta.db_table)
    query = text.format(table=table, condition=rule.condition)
    cursor.execute(query, {"before": rule.before(at), "most": most})
