"""Periods in working days: real cases, and what holds of all of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.core.workdays.calendar import UnknownYearError
from hengji.core.workdays.counting import (
    add_calendar_days,
    add_working_days,
    count_working_days,
)
from hengji.core.workdays.published import published_calendar

CALENDAR = published_calendar()
# 2004 to 2026 are known; a period of 60 working days from 2025 ends within them.
DAYS = st.dates(date(2004, 1, 1), date(2025, 12, 31))
COUNTS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        # National Day 2024: off 1–7 October; Sunday 29 September and Saturday 12 October worked.
        (date(2024, 9, 27), 1, date(2024, 9, 29)),
        (date(2024, 9, 27), 5, date(2024, 10, 10)),
        (date(2024, 10, 8), 5, date(2024, 10, 14)),
        # National Day and 中秋 2025: off 1–8 October; 28 September and 11 October worked.
        (date(2025, 9, 26), 3, date(2025, 9, 30)),
        (date(2025, 9, 30), 5, date(2025, 10, 14)),
        # Spring Festival 2025: off 28 January to 4 February; 26 January and 8 February worked.
        (date(2025, 1, 24), 5, date(2025, 2, 7)),
        (date(2025, 1, 24), 6, date(2025, 2, 8)),
        # Over the year's end into a New Year and a Spring Festival.
        (date(2024, 12, 30), 2, date(2025, 1, 2)),
        (date(2024, 12, 30), 19, date(2025, 1, 26)),
        (date(2024, 12, 30), 20, date(2025, 1, 27)),
        (date(2024, 10, 3), 0, date(2024, 10, 3)),
    ],
)
def test_working_days_end_as_counted_by_hand(start: date, count: int, end: date) -> None:
    assert add_working_days(start, count, CALENDAR) == end


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2024, 5, 6), 7, date(2024, 5, 13)),  # Monday to Monday
        (date(2024, 9, 25), 7, date(2024, 10, 8)),  # 2 October is off: the first working day after
        (date(2024, 9, 22), 7, date(2024, 9, 29)),  # a Sunday, but a worked one
    ],
)
def test_calendar_days_never_end_on_a_day_of_rest(start: date, count: int, end: date) -> None:
    assert add_calendar_days(start, count, CALENDAR) == end


def test_period_into_an_unknown_year_names_the_year() -> None:
    last = max(CALENDAR.years)
    with pytest.raises(UnknownYearError, match=f"{last + 1}年"):
        add_working_days(date(last, 12, 30), 5, CALENDAR)
    with pytest.raises(UnknownYearError, match=f"{last + 1}年"):
        add_calendar_days(date(last, 12, 30), 5, CALENDAR)


def test_negative_period_is_a_mistake_of_the_program() -> None:
    for add in (add_working_days, add_calendar_days):
        with pytest.raises(ValueError, match="negative"):
            add(date(2024, 5, 6), -1, CALENDAR)


@given(DAYS, COUNTS)
def test_counting_undoes_adding(start: date, count: int) -> None:
    assert count_working_days(start, add_working_days(start, count, CALENDAR), CALENDAR) == count


@given(DAYS, COUNTS, COUNTS)
def test_longer_period_ends_later_and_periods_join(start: date, one: int, other: int) -> None:
    end = add_working_days(start, one, CALENDAR)
    assert add_working_days(end, other, CALENDAR) == add_working_days(start, one + other, CALENDAR)
    assert add_working_days(start, one + 1, CALENDAR) > end


@given(DAYS, st.integers(0, 40), COUNTS)
def test_later_start_never_ends_earlier(start: date, later: int, count: int) -> None:
    other = start + timedelta(days=later)
    # A period of no days ends where it starts; any other on a working day.
    assert add_working_days(other, count, CALENDAR) >= add_working_days(start, count, CALENDAR)


@given(DAYS, st.integers(1, 60))
def test_period_ends_on_a_working_day(start: date, count: int) -> None:
    assert CALENDAR.is_workday(add_working_days(start, count, CALENDAR))
    assert CALENDAR.is_workday(add_calendar_days(start, count, CALENDAR))


@given(DAYS, st.integers(0, 120))
def test_count_lies_between_none_and_all_days(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    assert 0 <= count_working_days(start, end, CALENDAR) <= length
    assert count_working_days(end, start, CALENDAR) == 0 or length == 0
