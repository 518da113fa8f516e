"""Periods in days. The day on which a period is set off does not count (民法典第二百零一条)."""

from datetime import date, timedelta

from hengji.core.workdays.calendar import WorkCalendar

ONE_DAY = timedelta(days=1)


def add_working_days(start: date, count: int, calendar: WorkCalendar) -> date:
    """The ``count``-th working day after ``start``; ``start`` itself where ``count`` is 0.

    Raises `UnknownYearError` where the days run into a year that nobody has published.
    """
    if count < 0:
        raise ValueError("a period cannot be negative")
    day = start
    while count:
        day += ONE_DAY
        count -= calendar.is_workday(day)
    return day


def count_working_days(start: date, end: date, calendar: WorkCalendar) -> int:
    """How many working days lie after ``start`` up to ``end``, that day included; 0 where none.

    Raises `UnknownYearError`.
    """
    days = (start + ONE_DAY * step for step in range(1, (end - start).days + 1))
    return sum(map(calendar.is_workday, days))


def add_calendar_days(start: date, count: int, calendar: WorkCalendar) -> date:
    """The ``count``-th day after ``start``, or the next working day where that is a day of rest.

    A period never ends on a day on which nobody is there (民法典第二百零三条). Raises
    `UnknownYearError`.
    """
    if count < 0:
        raise ValueError("a period cannot be negative")
    day = start + ONE_DAY * count
    while count and not calendar.is_workday(day):
        day += ONE_DAY
    return day
