"""Very many rows at once, made by the database itself.

A `Fill` says how one table's rows follow from a number; columns that it does not name get the
model's own default. Triggers and foreign keys are not asked, since rows are born in every state
here, and a table's indexes are made anew when it is full, which is much faster than row by row.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from benchmarks.measuring import say

# Divisions in turn; ``h`` looks like chance, so that no state falls on some divisions alone.
NUMBERS = """(SELECT n, hashint4(n) & 65535 AS h, codes[1 + mod(n, cardinality(codes))] AS place
    FROM generate_series(%s::int, %s::int) n CROSS JOIN
    (SELECT array_agg(code ORDER BY code) AS codes FROM jurisdictions_jurisdiction) p) numbers"""


@dataclass(frozen=True)
class Fill:
    """The rows of a model: SQL for its columns out of the number ``n``, ``h`` and ``place``."""

    model: str
    columns: Mapping[str, str]

    def insert(self, cursor: Any, first: int, last: int) -> None:
        """The rows of these numbers."""
        from django.apps import apps
        from django.db import connection

        fields = apps.get_model(self.model)._meta.concrete_fields
        others = {one.column: _default(one) for one in fields if one.column not in self.columns}
        known = {column: value for column, value in others.items() if value is not None}
        names = ", ".join(connection.ops.quote_name(one) for one in [*self.columns, *known])
        given = [one.replace("%", "%%") for one in self.columns.values()]
        values = ", ".join([*given, *("%s" for _ in known)])
        table = apps.get_model(self.model)._meta.db_table
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM {NUMBERS}",  # noqa: S608  # all of it is ours
            [*known.values(), first, last],
        )


def _default(field: Any) -> Any:
    from django.db import connection

    if field.primary_key or (field.null and not field.has_default()):
        return None
    return field.get_db_prep_save(field.get_default(), connection)


def may_fill(admin_url: str) -> None:
    """Let the site's own role leave triggers and foreign keys alone."""
    with psycopg.connect(admin_url, autocommit=True) as server:
        server.execute("GRANT SET ON PARAMETER session_replication_role TO hengji")


def fill(fills: Iterable[Fill], first: int, last: int) -> None:
    """All tables, and afterwards everything that autovacuum would do in time."""
    from django.apps import apps
    from django.db import connection

    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")  # indexes of a million rows each
        for one in fills:
            with _without_indexes(cursor, apps.get_model(one.model)._meta.db_table):
                one.insert(cursor, first, last)
        cursor.execute("VACUUM ANALYZE")
    say(f"{last:,} rows a table", f"{time.perf_counter() - began:.0f} s to fill")


@contextmanager
def _without_indexes(cursor: Any, table: str) -> Iterator[None]:
    cursor.execute(
        """SELECT c.relname, k.conname, pg_get_indexdef(i.indexrelid), pg_get_constraintdef(k.oid)
           FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
           LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid
             AND k.contype IN ('u', 'x')
           WHERE i.indrelid = %s::regclass AND NOT i.indisprimary""",
        [table],
    )
    found = cursor.fetchall()
    for index, constraint, _, _ in found:
        cursor.execute(
            f"ALTER TABLE {table} DROP CONSTRAINT {constraint}"
            if constraint
            else f"DROP INDEX {index}"
        )
    cursor.execute("SET session_replication_role = replica")
    yield
    cursor.execute("SET session_replication_role = origin")
    for _, constraint, index, rule in found:
        cursor.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT {constraint} {rule}" if constraint else index
        )
