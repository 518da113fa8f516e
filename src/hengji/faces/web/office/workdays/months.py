"""A year laid out in months and weeks, each day with what the calendar says of it."""

import calendar
from dataclasses import dataclass
from datetime import date

from hengji.core.workdays.calendar import WorkCalendar
from hengji.core.workdays.published import published_calendar

_MONDAY_FIRST = calendar.Calendar(firstweekday=0)


@dataclass(frozen=True)
class Day:
    """One square: whether it is worked, its name, and whether the division loaded it itself."""

    day: date
    works: bool
    name: str
    own: bool
    today: bool

    @property
    def told(self) -> str:
        """休 and 班 stand where the day is not what its weekday says."""
        if not self.name:
            return ""
        return "班" if self.works else "休"


@dataclass(frozen=True)
class Month:
    """A month by weeks from Monday to Sunday; a place outside the month is None."""

    number: int
    weeks: tuple[tuple[Day | None, ...], ...]
    workdays: int


def months_of(year: int, known: WorkCalendar, today: date) -> list[Month]:
    """The twelve months of a known year."""
    published = published_calendar().rules

    def square(day: date) -> Day:
        rule = known.rules.get(day)
        own = rule is not None and published.get(day) != rule
        return Day(day, known.is_workday(day), rule.name if rule else "", own, day == today)

    months = []
    for number in range(1, 13):
        weeks = tuple(
            tuple(square(day) if day.month == number else None for day in week)
            for week in _MONDAY_FIRST.monthdatescalendar(year, number)
        )
        worked = sum(day.works for week in weeks for day in week if day)
        months.append(Month(number, weeks, worked))
    return months
