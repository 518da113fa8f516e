"""A working calendar: the weekdays, and the days on which the State Council orders otherwise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

# 全国年节及纪念日放假办法：these three are off every year, on these very dates. A list of a year
# that lacks one of them is a fragment: a New Year's holiday may run over from the year before.
FIXED_HOLIDAYS = ((1, 1), (5, 1), (10, 1))
SATURDAY = 5


class UnknownYearError(Exception):
    """The holidays of ``year`` are not published, or not loaded; the message says so in Chinese."""

    def __init__(self, year: int) -> None:
        super().__init__(f"工作日历缺{year}年：该年的放假安排尚未公布或尚未导入，不能推算工作日。")
        self.year = year


@dataclass(frozen=True)
class DayRule:
    """A day that is not what its weekday says, or is named: 国庆节, 国庆节调休."""

    is_workday: bool
    name: str


@dataclass(frozen=True)
class WorkCalendar:
    """Days of known years; a year nobody has published is unknown, never guessed."""

    rules: Mapping[date, DayRule]
    years: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        years = frozenset(
            year
            for year in {day.year for day in self.rules}
            if not missing_holidays(self.rules, year)
        )
        object.__setattr__(self, "years", years)

    def with_rules(self, rules: Mapping[date, DayRule]) -> Self:
        """The same calendar corrected or continued by ``rules``, which take precedence."""
        return type(self)({**self.rules, **rules}) if rules else self

    def is_workday(self, day: date) -> bool:
        """Whether offices work on ``day``. Raises `UnknownYearError`."""
        if day.year not in self.years:
            raise UnknownYearError(day.year)
        rule = self.rules.get(day)
        return rule.is_workday if rule else day.weekday() < SATURDAY


def missing_holidays(rules: Mapping[date, DayRule], year: int) -> tuple[date, ...]:
    """The fixed holidays of ``year`` that are not off in ``rules``: none, where it is complete."""
    fixed: Iterable[date] = (date(year, month, day) for month, day in FIXED_HOLIDAYS)
    return tuple(day for day in fixed if day not in rules or rules[day].is_workday)
