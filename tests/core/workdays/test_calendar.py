"""Which days are known, and which of them are worked."""

from datetime import date

import pytest

from hengji.core.workdays.calendar import DayRule, UnknownYearError, WorkCalendar
from hengji.core.workdays.published import published_calendar

REST = DayRule(is_workday=False, name="放假")
FIXED_2031 = {date(2031, month, 1): REST for month in (1, 5, 10)}


# 国办发明电〔2023〕7号 and 〔2024〕12号: what the State Council ordered for these days.
@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 9, 29), True),  # Sunday, worked for National Day
        (date(2024, 10, 1), False),
        (date(2024, 10, 7), False),  # Monday
        (date(2024, 10, 8), True),
        (date(2024, 10, 12), True),  # Saturday, worked for National Day
        (date(2024, 10, 13), False),
        (date(2025, 1, 26), True),  # Sunday, worked for Spring Festival
        (date(2025, 1, 28), False),
        (date(2025, 2, 4), False),
        (date(2025, 2, 8), True),  # Saturday
        (date(2025, 9, 28), True),  # Sunday
        (date(2025, 10, 6), False),  # 中秋节
        (date(2025, 10, 8), False),
        (date(2025, 10, 11), True),  # Saturday
    ],
)
def test_published_day_is_as_the_notice_orders(day: date, works: bool) -> None:
    assert published_calendar().is_workday(day) is works


def test_published_days_carry_their_chinese_name() -> None:
    rules = published_calendar().rules
    assert rules[date(2024, 10, 1)].name == "国庆节"
    assert rules[date(2024, 10, 12)].name == "国庆节调休"


def test_year_that_nobody_published_is_unknown_not_guessed() -> None:
    with pytest.raises(UnknownYearError, match="2099年") as told:
        published_calendar().is_workday(date(2099, 6, 3))
    assert told.value.year == 2099


def test_year_of_which_only_new_year_is_told_is_still_unknown() -> None:
    calendar = WorkCalendar({date(2031, 1, 1): REST})
    assert calendar.years == frozenset()
    with pytest.raises(UnknownYearError):
        calendar.is_workday(date(2031, 1, 1))


def test_rules_of_a_site_take_precedence_and_add_a_year() -> None:
    calendar = published_calendar().with_rules(
        {**FIXED_2031, date(2024, 10, 8): DayRule(is_workday=False, name="台风停工")}
    )
    assert not calendar.is_workday(date(2024, 10, 8))
    assert calendar.is_workday(date(2024, 10, 9))
    assert not calendar.is_workday(date(2031, 5, 1))
    assert calendar.is_workday(date(2031, 5, 2))  # a Friday
    assert published_calendar().is_workday(date(2024, 10, 8))  # the published one stays as it is
