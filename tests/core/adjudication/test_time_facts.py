"""Days counted by hand on a calendar, beside what the lookups of a pack answer."""

from datetime import date, timedelta

import pytest

from hengji.core.adjudication.facts import Fact, build_fact
from hengji.core.packs.registry import get_pack
from hengji.core.workdays.published import published_calendar

PACK = get_pack("guangzhou-2023")


def _fact(gives: str) -> Fact:
    assert PACK.adjudication is not None
    spec = next(one for one in PACK.adjudication.facts if gives in one.gives)
    return build_fact(PACK, spec)


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2008, 3, 18), date(2024, 3, 17), 15),
        (date(2008, 3, 18), date(2024, 3, 18), 16),
        (date(2008, 2, 29), date(2025, 2, 28), 16),
        (date(2008, 2, 29), date(2025, 3, 1), 17),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
    ],
)
def test_age_is_the_years_completed_on_the_day(born: date, on: date, years: int) -> None:
    assert _fact("age")(born, on).values == (years,)


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        (date(2024, 5, 6), date(2025, 5, 6)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 12, 31), date(2024, 12, 31)),
    ],
)
def test_twelve_months_end_on_the_same_day_month_ends_clamped(issued: date, last: date) -> None:
    assert _fact("claim_deadline")(issued).values == (last,)


@pytest.mark.parametrize(
    ("filed", "opened", "days"),
    [
        # Monday to Monday: five weekdays, the opening itself not counted.
        (date(2024, 3, 11), date(2024, 3, 18), 5),
        (date(2024, 3, 12), date(2024, 3, 18), 4),
        # Filed on a Saturday: only the weekdays behind it count.
        (date(2024, 3, 9), date(2024, 3, 18), 5),
        # 国庆节 2024: 1 to 7 October off, Sunday 29 September worked: 25, 26, 27, 29, 30.
        (date(2024, 9, 25), date(2024, 10, 8), 5),
        # 春节 2024: 10 to 17 February off; Sundays 4 and 18 February worked: 4, 5, 6, 7, 8, 9, 18.
        (date(2024, 2, 3), date(2024, 2, 19), 7),
        # 中秋节、国庆节 2023: Saturday 7 and Sunday 8 October worked, 28 September the day before.
        (date(2023, 9, 28), date(2023, 10, 9), 3),
        # Across New Year: 28 and 29 December 2023, 2 January 2024.
        (date(2023, 12, 28), date(2024, 1, 3), 3),
        (date(2024, 3, 18), date(2024, 3, 18), 0),
        (date(2024, 3, 20), date(2024, 3, 18), 0),
    ],
)
def test_working_days_skip_holidays_and_count_worked_weekends(
    filed: date, opened: date, days: int
) -> None:
    assert _fact("working_days")(filed, opened).values == (days,)


def test_working_days_of_a_year_without_calendar_are_not_known() -> None:
    found = _fact("working_days")(date(2026, 12, 25), date(2027, 1, 12))
    assert found.values == (None,)
    assert found.missing == ("WORKDAYS_NOT_PUBLISHED",)
    assert found.notes == ("工作日历缺2027年的放假安排",)


def test_calendar_of_the_pack_is_the_published_one() -> None:
    published, count = published_calendar(), _fact("working_days")
    for step in range((date(2027, 1, 1) - date(2022, 1, 1)).days):
        day = date(2022, 1, 1) + timedelta(days=step)
        alone = 1 if published.is_workday(day) else 0
        # The last day of all would look into a year without calendar.
        after = day + timedelta(days=1)
        assert after.year > 2026 or count(day, after).values == (alone,), day


def test_every_month_has_five_working_days() -> None:
    """What the pack takes for granted where a year has no calendar."""
    months, published = _fact("filing_deadline"), published_calendar()
    day = date(2004, 1, 1)
    while day < date(2026, 12, 1):
        (last,) = months(day).values
        assert isinstance(last, date)
        span = (day + timedelta(days=step) for step in range((last - day).days))
        assert sum(map(published.is_workday, span)) >= 5, day
        day += timedelta(days=1)


def test_missing_day_is_named_and_nothing_else() -> None:
    assert _fact("working_days")(None, date(2024, 3, 18)).missing == ("filed_on",)
    assert _fact("age")(date(1990, 1, 1), None).missing == ("opened_on",)
    assert _fact("claim_deadline")(None).missing == ("certified_on",)
