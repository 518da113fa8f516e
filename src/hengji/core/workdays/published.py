"""The holidays that the State Council has published, as the package ``chinesecalendar`` has them.

The package follows the yearly notice of the General Office (放假安排) and is renewed each
November; what it does not have yet, a site loads by itself.
"""

from datetime import date
from functools import cache

from chinese_calendar import Holiday
from chinese_calendar.constants import holidays, workdays

from hengji.core.workdays.calendar import DayRule, WorkCalendar

_NAMES: dict[str, str] = {one.value: one.chinese for one in Holiday}


@cache
def published_calendar() -> WorkCalendar:
    """Every year of the installed package, 2004 to the last that was published for it."""
    rules: dict[date, DayRule] = {
        day: DayRule(is_workday=False, name=_NAMES[name]) for day, name in holidays.items()
    }
    rules |= {
        day: DayRule(is_workday=True, name=f"{_NAMES[name]}调休") for day, name in workdays.items()
    }
    return WorkCalendar(rules)
