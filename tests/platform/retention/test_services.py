"""What is due goes, with its audit row; what is young, unfinished or asked about stays."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from click.testing import CliRunner
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.utils import IntegrityError
from procrastinate.contrib.django.models import ProcrastinateJob

from hengji.config import settings as site
from hengji.faces.cli.main import cli
from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.health.findings import Level
from hengji.platform.outbox.models import Delivery, Event
from hengji.platform.outbox.states import State
from hengji.platform.retention import services, vitals
from hengji.platform.retention.document import retention_document
from hengji.platform.retention.models import CacheEntry
from hengji.platform.retention.services import retention_due, retention_run

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)  # the database's triggers ask its own clock


def _event(days: int, *states: State) -> Event:
    """An event of so many days ago, with its ways to receivers."""
    at = NOW - timedelta(days=days)
    event = Event.objects.create(
        event="test.happened", subject_type="x.y", subject_id="1", subject_label="某事", at=at
    )
    for number, state in enumerate(states):
        Delivery.objects.create(
            event=event,
            receiver=f"test.{number}",
            subject="x.y:1",
            state=state,
            due_at=at,
            done_at=at if state is State.DONE else None,
            error="投不出去" if state is State.DEAD else "",
        )
    return event


def _went() -> dict[str, int]:
    return {due.rule.code: due.rows for due in retention_run(at=NOW) if due.rows}


def test_events_go_once_they_are_old_and_delivered() -> None:
    _event(400, State.DONE, State.DONE)
    _event(400)
    kept = [
        _event(360, State.DONE),
        _event(400, State.DONE, State.DEAD),
        _event(400, State.PENDING),
    ]
    due = {one.rule.code: one.rows for one in retention_due(at=NOW)}
    # An event goes after its deliveries: the first one's is counted when they are gone.
    assert (due["outbox.deliveries"], due["outbox.events"]) == (3, 1)
    assert Event.objects.count() == 5
    assert _went() == {"outbox.deliveries": 3, "outbox.events": 2}
    assert set(Event.objects.all()) == set(kept)
    assert Delivery.objects.count() == 3
    assert _went() == {}


def test_every_removal_leaves_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "BATCH", 2)
    for _ in range(3):
        _event(400)
    retention_run(at=NOW)
    entries = AuditEntry.objects.filter(action="retention.remove").order_by("pk")
    assert [entry.after["rows"] for entry in entries if entry.after] == [2, 1]
    entry = entries[0]
    assert entry.after is not None
    assert entry.after["rule"] == "outbox.events"
    assert entry.subject_type == "outbox.event"
    assert "网络安全法第二十一条" in entry.reason
    assert entry.actor_id is None


def test_one_run_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "BATCH", 1)
    monkeypatch.setattr(services, "MOST_BATCHES", 2)
    for _ in range(3):
        _event(400)
    assert _went() == {"outbox.events": 2}
    assert _went() == {"outbox.events": 1}


@pytest.mark.parametrize(("days", "state"), [(182, State.DONE), (400, State.DEAD)])
def test_triggers_keep_what_is_young_or_undelivered_even_from_retention(
    days: int, state: State
) -> None:
    event = _event(days, state)
    for query in (
        "DELETE FROM outbox_delivery WHERE event_id = %s",
        "DELETE FROM outbox_event WHERE id = %s",
    ):
        with pytest.raises(IntegrityError):
            _execute_as_retention(query, event.pk)


@transaction.atomic
def _execute_as_retention(query: str, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL hengji.retention = 'on'")
        cursor.execute(query, [number])


def test_nothing_but_retention_deletes_what_is_old() -> None:
    event = _event(400, State.DONE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(event=event).delete()
    retention_run(at=NOW)
    event = _event(400)
    # In the same transaction as a run, too.
    with pytest.raises(IntegrityError), transaction.atomic():
        event.delete()


def test_site_may_keep_events_longer_and_not_shorter_than_the_law(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _event(400)
    monkeypatch.setattr(settings, "KEEP_DAYS", {"outbox.events": 730})
    assert _went() == {}
    _event(150)
    monkeypatch.setattr(settings, "KEEP_DAYS", {"outbox.events": 30})
    finding = vitals.retention(NOW)
    assert finding.level is Level.ERROR
    assert "投递完毕的事件至少 183 天" in finding.message
    assert _went() == {"outbox.events": 1}
    monkeypatch.setattr(settings, "KEEP_DAYS", {"outbox.event": 365})
    assert "没有这样的数据：outbox.event" in vitals.retention(NOW).message


def test_days_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HENGJI_KEEP_DAYS", "outbox.events=730, queue.jobs=30")
    assert site._numbers("HENGJI_KEEP_DAYS") == {"outbox.events": 730, "queue.jobs": 30}
    monkeypatch.delenv("HENGJI_KEEP_DAYS")
    assert site._numbers("HENGJI_KEEP_DAYS") == {}


def test_sessions_and_counters_go_when_they_are_over(administrator: User) -> None:
    for key, days in (("old", -2), ("live", 1)):
        Session.objects.create(session_key=key, expire_date=NOW + timedelta(days=days))
        UserSession.objects.create(
            user=administrator, session_key=key, ip="10.0.0.1", user_agent="x",
            created_at=NOW - timedelta(days=3),
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO hengji_cache VALUES (%s, '', %s)", [key, NOW + timedelta(days=days)]
            )
    _went()
    assert [one.session_key for one in Session.objects.all()] == ["live"]
    assert [one.session_key for one in UserSession.objects.all()] == ["live"]
    assert [one.cache_key for one in CacheEntry.objects.all()] == ["live"]


def test_queue_forgets_what_was_executed_and_keeps_what_waits() -> None:
    with connection.cursor() as cursor:
        for status, days in (("succeeded", 9), ("failed", 9), ("succeeded", 2), ("todo", 9)):
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status)"
                " VALUES ('q', 't', 'todo') RETURNING id"
            )
            (job,) = cursor.fetchone()
            cursor.execute(
                "ALTER TABLE procrastinate_jobs DISABLE TRIGGER USER;"
                "UPDATE procrastinate_jobs SET status = %(status)s WHERE id = %(job)s;"
                "ALTER TABLE procrastinate_jobs ENABLE TRIGGER USER;"
                "DELETE FROM procrastinate_events WHERE job_id = %(job)s;"
                "INSERT INTO procrastinate_events (job_id, type, at)"
                " VALUES (%(job)s, 'deferred', now() - make_interval(days => %(days)s))",
                {"job": job, "status": status, "days": days},
            )
    assert _went() == {"queue.jobs": 2}
    assert sorted(ProcrastinateJob.objects.values_list("status", flat=True)) == [
        "succeeded",
        "todo",
    ]


def test_doctor_tells_what_is_due_and_what_the_nights_do_not_manage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for _ in range(2):
        _event(400)
    assert vitals.retention(NOW).message == "到期 2 条，今夜清理"
    for module in (services, vitals):
        monkeypatch.setattr(module, "MOST", 1)
    finding = vitals.retention(NOW)
    assert finding.level is Level.WARNING
    assert "投递完毕的事件" in finding.message


def test_command_tells_first_and_removes_only_when_asked() -> None:
    _event(400)
    told = CliRunner().invoke(cli, ["retention"])
    assert "到期 1 条  投递完毕的事件（保留 365 天：" in told.output
    assert Event.objects.count() == 1
    told = CliRunner().invoke(cli, ["retention", "--run"])
    assert "已清理 1 条  投递完毕的事件" in told.output
    assert Event.objects.count() == 0


def test_documented_table_is_the_program_s(tmp_path: Path) -> None:
    kept = Path("docs/reference/retention.md").read_text(encoding="utf-8")
    assert retention_document() == kept, "run: hengji docs retention"
