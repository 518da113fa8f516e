"""The nightly run: results are kept, and those who look after the site are told."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from hengji.config.roles import SystemOperator
from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.errors import PermissionDeniedError
from hengji.platform.health import registry
from hengji.platform.health.findings import Level, fine
from hengji.platform.health.models import NightlyResult
from hengji.platform.health.queries import health_of
from hengji.platform.health.registry import check, consistency
from hengji.platform.health.services import checks_run
from hengji.platform.messages.models import Message
from tests.factories.accounts import make_user

AT = datetime(2026, 1, 5, 18, 45, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One check that is well, and one whose problems are put into this list."""
    monkeypatch.setattr(registry, "_checks", {})
    problems: list[str] = []
    check("t.well", "好的")(lambda at: fine("正常"))

    @consistency("t.sums", "合计相符")
    def sums() -> Iterator[str]:
        yield from problems

    return problems


@pytest.fixture
def operator(divisions: None) -> User:
    return make_user("keeper", "320000", SystemOperator)


def test_night_without_faults_is_kept_and_tells_nobody(operator: User) -> None:
    checks_run(actor=None, at=AT)
    assert list(NightlyResult.objects.values_list("code", "level")) == [
        ("t.well", "ok"),
        ("t.sums", "ok"),
    ]
    assert not Message.objects.exists()
    entry = AuditEntry.objects.get(action="system.check")
    assert entry.after == {"ok": 2, "skipped": 0, "warning": 0, "error": 0}


def test_fault_is_told_to_the_operators_and_to_nobody_else(
    operator: User, administrator: User, two_checks: list[str]
) -> None:
    two_checks.append("第3号相差1分")
    checks_run(actor=None, at=AT)
    message = Message.objects.get()
    assert (message.to, message.link) == (operator, "/office/system/")
    assert "合计相符" in message.body
    assert "第3号相差1分" in message.body


def test_page_shows_the_last_run_with_the_worst_first(
    operator: User, two_checks: list[str]
) -> None:
    checks_run(actor=None, at=AT.replace(day=4))
    two_checks.append("第3号相差1分")
    checks_run(actor=None, at=AT)
    health = health_of(operator)
    assert health.run_at == AT
    assert [one.level for one in health.results] == [Level.ERROR, Level.OK]
    assert (health.errors, health.warnings) == (1, 0)


def test_only_who_may_looks_and_checks(clerk: User) -> None:
    with pytest.raises(PermissionDeniedError):
        health_of(clerk)
    with pytest.raises(PermissionDeniedError):
        checks_run(actor=clerk, at=AT)
