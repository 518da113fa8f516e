"""A link: what its hash covers, and that nobody writes it by hand."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from hengji.core.audit.entry import FIELDS, GENESIS, link_hash
from hengji.platform.accounts.models import User
from hengji.platform.audit.columns import VALUES
from hengji.platform.audit.models import AuditEntry, AuditLink
from hengji.platform.audit.services import record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("linked_at_once")]
AT = datetime(2026, 11, 21, 9, 0, 0, 1, tzinfo=UTC)


def _act(actor: User, reason: str = "") -> AuditEntry:
    return record(
        actor=actor,
        action="test.act",
        subject=actor,
        jurisdiction=actor.jurisdiction,
        at=AT,
        before={"名称": "甲", "n": 1.50},
        after=None,
        reason=reason,
    )


def test_hash_covers_every_field_as_the_core_computes_it(clerk: User) -> None:
    _act(clerk, reason="多行\n“引号”：3:x")
    _act(clerk, reason="二")
    columns = ", ".join(f"({value})::text" for value in VALUES.values())
    previous = GENESIS
    for link in AuditLink.objects.order_by("seq"):
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {columns} FROM audit_auditentry e WHERE id = %s",  # noqa: S608 - our own columns
                [link.pk],
            )
            values = dict(zip(FIELDS, cursor.fetchone(), strict=True))
        previous = link_hash(previous, link.chain, link.seq, values)
        assert bytes(link.hash) == previous


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE audit_auditlink SET seq = 9", "只能追加"),
        ("DELETE FROM audit_auditlink", "只能追加"),
        ("INSERT INTO audit_auditlink VALUES (99, now(), '320800', 2, '')", "不能另行添加"),
    ],
)
def test_link_written_by_hand_is_refused(clerk: User, statement: str, told: str) -> None:
    _act(clerk)
    with (
        pytest.raises(DatabaseError, match=told),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditLink.objects.get().seq == 1
