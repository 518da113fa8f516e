"""A trail of three divisions, and the hand of one who may switch the triggers off."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.audit.services import record

AT = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
ACTS = 8
CHAIN = "320800"
OF_FIVE = "jurisdiction_code = '320800' AND reason = '第5次'"
LINK_OF_FIVE = "chain = '320800' AND seq = 5"


def act(clerk: User, number: int) -> AuditEntry:
    """The entry of this number, made on the day of this number."""
    return record(
        actor=clerk,
        action="test.act",
        subject=clerk,
        jurisdiction=clerk.jurisdiction,
        at=AT + timedelta(days=number),
        after={"第": number},
        reason=f"第{number}次",
    )


@contextmanager
def unguarded() -> Iterator[None]:
    """What the owner of the tables, or a superuser, can do."""
    off = (
        "ALTER TABLE audit_auditentry {} TRIGGER audit_no_change",
        "ALTER TABLE audit_auditentry {} TRIGGER audit_chain",
        "ALTER TABLE audit_auditlink {} TRIGGER audit_no_change",
        "ALTER TABLE audit_auditlink {} TRIGGER audit_no_link_by_hand",
    )
    with connection.cursor() as cursor:
        for statement in off:
            cursor.execute(statement.format("DISABLE"))
        yield
        for statement in off:
            cursor.execute(statement.format("ENABLE"))


def tamper(*statements: str) -> None:
    """Run SQL unseen; ``:five`` and ``:link`` are the fifth entry of 淮安 and its link."""
    with unguarded(), transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.replace(":five", OF_FIVE).replace(":link", LINK_OF_FIVE))
