"""By when a todo has to be done."""

from datetime import date, datetime

from django.utils import timezone

from hengji.core.workdays.calendar import UnknownYearError, WorkCalendar
from hengji.core.workdays.counting import ONE_DAY, add_working_days
from hengji.core.workdays.published import published_calendar

SATURDAY = 5


def due_date(at: datetime, working_days: int, calendar: WorkCalendar | None = None) -> date:
    """The last day of a period of ``working_days`` that begins on the day after ``at``.

    A todo's term is the office's own, no right hangs on it: where next year's holidays are not
    published yet, weekdays alone are counted rather than no term set.
    """
    day = timezone.localdate(at)
    try:
        return add_working_days(day, working_days, calendar or published_calendar())
    except UnknownYearError:
        while working_days:
            day += ONE_DAY
            working_days -= day.weekday() < SATURDAY
        return day
