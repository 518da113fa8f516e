"""Checks are added once, each answers for itself, and one that breaks down hides no other."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection

from hengji.platform.health import registry
from hengji.platform.health.findings import Finding, Level, fine
from hengji.platform.health.registry import Kind, all_checks, check, consistency, run_checks

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty list of checks, put back afterwards."""
    monkeypatch.setattr(registry, "_checks", {})


def _levels(kind: Kind, *, database: bool = True) -> dict[str, Level]:
    found = run_checks(kind, at=AT, database=database)
    return {result.check.code: result.finding.level for result in found}


def test_check_that_breaks_down_is_an_error_and_the_next_still_runs() -> None:
    @check("t.broken", "坏")
    def broken(at: datetime) -> Finding:
        connection.cursor().execute("SELECT no_such_column")
        return fine("到不了这里")

    check("t.good", "好")(lambda at: fine("好"))
    assert _levels(Kind.INSTALLATION) == {"t.broken": Level.ERROR, "t.good": Level.OK}


def test_check_that_needs_the_database_is_skipped_without_it() -> None:
    check("t.with", "要")(lambda at: fine("查过"))
    check("t.without", "不要", needs_database=False)(lambda at: fine("查过"))
    assert _levels(Kind.INSTALLATION, database=False) == {
        "t.with": Level.SKIPPED,
        "t.without": Level.OK,
    }


def test_consistency_names_the_first_problems_and_counts_the_rest() -> None:
    @consistency("t.many", "许多")
    def many() -> Iterator[str]:
        yield from (f"第{number}处" for number in range(1, 26))

    consistency("t.none", "没有")(lambda: ())
    assert all_checks(Kind.INSTALLATION) == ()
    many_found, none_found = (one.finding for one in run_checks(Kind.CONSISTENCY, at=AT))
    lines = many_found.message.split("\n")
    assert many_found.level is Level.ERROR
    assert lines[0] == "发现 25 处不一致"
    assert lines[1:21] == [f"第{number}处" for number in range(1, 21)]
    assert lines[21:] == ["……另有 5 处"]
    assert none_found.level is Level.OK


def test_two_checks_of_one_code_are_a_mistake() -> None:
    check("t.once", "一次")(lambda at: fine(""))
    with pytest.raises(ValueError, match=r"t\.once"):
        consistency("t.once", "又一次")(lambda: ())
