"""A partition a month, made before its rows come, and what the night does."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from hengji.core.audit.heads import read_heads
from hengji.platform.accounts.models import User
from hengji.platform.audit import loading
from hengji.platform.audit.models import AuditEntry
from hengji.platform.audit.partitions import months_make
from hengji.platform.audit.services import record
from hengji.platform.audit.tasks import audit_nightly

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("linked_at_once")]


def _act(actor: User, at: datetime) -> AuditEntry:
    return record(
        actor=actor, action="test.act", subject=actor, jurisdiction=actor.jurisdiction, at=at
    )


def _partition(entry: AuditEntry) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableoid::regclass::text FROM audit_auditentry WHERE id = %s", [entry.pk]
        )
        return str(cursor.fetchone()[0])


def test_months_ahead_are_made_once(clerk: User) -> None:
    assert months_make(date(2031, 11, 20)) == 4
    assert months_make(date(2031, 12, 1)) == 1
    assert months_make(date(2031, 12, 1)) == 0


def test_month_begins_at_midnight_in_china(clerk: User) -> None:
    months_make(date(2031, 11, 20))
    last = _act(clerk, datetime(2031, 11, 30, 15, 59, 59, tzinfo=UTC))
    first = _act(clerk, datetime(2031, 11, 30, 16, 0, tzinfo=UTC))
    assert _partition(last) == "audit_auditentry_y2031m11"
    assert _partition(first) == "audit_auditentry_y2031m12"


def test_month_that_nobody_made_goes_to_the_rest_and_stays_there(clerk: User) -> None:
    entry = _act(clerk, datetime(2031, 12, 5, tzinfo=UTC))
    assert _partition(entry) == "audit_auditentry_rest"
    assert months_make(date(2031, 11, 20)) == 3
    assert _partition(_act(clerk, datetime(2031, 12, 6, tzinfo=UTC))) == "audit_auditentry_rest"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditentry_y2031m11 SET reason = ''",
        "DELETE FROM audit_auditentry_y2031m11",
        "TRUNCATE audit_auditentry_y2031m11",
        "TRUNCATE audit_auditentry",
    ],
)
def test_new_partition_is_guarded_like_the_whole(clerk: User, statement: str) -> None:
    months_make(date(2031, 11, 20))
    _act(clerk, datetime(2031, 11, 5, tzinfo=UTC))
    with (
        pytest.raises(DatabaseError, match="只能追加"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_start_makes_them_too() -> None:
    before = loading.fingerprint()
    loading.load()
    assert loading.fingerprint() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"audit_auditentry_y{before.replace('-', 'm')}"])
        assert cursor.fetchone()[0] is not None


def test_night_notes_the_heads_and_makes_partitions(
    clerk: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "AUDIT_HEADS", tmp_path / "notes" / "heads.jsonl")
    _act(clerk, datetime(2031, 11, 5, tzinfo=UTC))
    audit_nightly(0)
    _act(clerk, datetime(2031, 11, 5, tzinfo=UTC))
    audit_nightly(0)
    assert [(head.chain, head.seq) for head in read_heads(settings.AUDIT_HEADS)] == [
        ("320800", 1),
        ("320800", 2),
    ]
    assert settings.AUDIT_HEADS.stat().st_mode & 0o777 == 0o600
    assert months_make(date.today()) == 0  # noqa: DTZ011 - the night asked the same clock
