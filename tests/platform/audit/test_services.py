"""The audit trail: what goes in stays as it went in."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.audit.services import record

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


def _one(actor: User) -> AuditEntry:
    return record(
        actor=actor,
        action="account.rename",
        subject=actor,
        jurisdiction=actor.jurisdiction,
        at=AT,
        before={"display_name": "甲"},
        after={"display_name": "乙"},
        reason="笔误",
    )


def test_record_keeps_who_what_where_and_why(clerk: User) -> None:
    _one(clerk)
    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.actor_name) == (clerk.pk, str(clerk))
    assert (entry.subject_type, entry.subject_id) == ("accounts.user", str(clerk.pk))
    assert (entry.at, entry.jurisdiction_code, entry.reason) == (AT, "320800", "笔误")
    assert (entry.before, entry.after) == ({"display_name": "甲"}, {"display_name": "乙"})


def test_entry_outlives_its_actor(clerk: User) -> None:
    entry = _one(clerk)
    clerk.appointments.all().delete()
    clerk.delete()
    assert AuditEntry.objects.get(pk=entry.pk).actor_name == entry.actor_name


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_auditentry SET reason = ''", "DELETE FROM audit_auditentry"],
)
def test_entry_when_changed_by_plain_sql_is_refused(clerk: User, statement: str) -> None:
    _one(clerk)
    with (
        pytest.raises(DatabaseError, match="只能追加"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEntry.objects.get().reason == "笔误"


@pytest.mark.parametrize("table", ["audit_auditentry", "audit_auditentry_rest", "audit_auditlink"])
def test_trail_when_truncated_is_refused(clerk: User, table: str) -> None:
    _one(clerk)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        # The test database has this trigger switched off for its own cleaning.
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER audit_no_truncate")
        with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
            cursor.execute(f"TRUNCATE {table}")
    assert AuditEntry.objects.count() == 1
