"""By when a todo has to be done."""

from datetime import date, datetime

from django.utils import timezone

from hengji.core.workdays.calendar import SATURDAY, UnknownYearError
from hengji.core.workdays.counting import ONE_DAY, add_working_days
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.workdays.queries import calendar_of


def due_date(at: datetime, working_days: int, place: Jurisdiction | None) -> date:
    """The last of so many working days of ``place``, counted from the day after ``at``.

    A todo's term is the office's own, no right hangs on it: where next year's holidays are not
    published yet, weekdays alone are counted rather than no term set.
    """
    day = timezone.localdate(at)
    try:
        return add_working_days(day, working_days, calendar_of(place))
    except UnknownYearError:
        while working_days:
            day += ONE_DAY
            working_days -= day.weekday() < SATURDAY
        return day
