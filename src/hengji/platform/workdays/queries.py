"""The calendar of a place, for counting and for looking at."""

from hengji.core.workdays.calendar import DayRule, WorkCalendar
from hengji.core.workdays.published import published_calendar
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.workdays.models import CalendarDay, CalendarSource


def calendar_of(jurisdiction: Jurisdiction | None) -> WorkCalendar:
    """What was published, then the province's days, the city's, the district's: the last counts.

    One query. Without a place, only what was published.
    """
    if jurisdiction is None:
        return published_calendar()
    own = CalendarDay.objects.filter(
        jurisdiction_id__in=_codes(jurisdiction), replaced_at__isnull=True
    ).values_list("jurisdiction_id", "day", "is_workday", "name")
    # A superior's code sorts before its inferiors': 320000, 320800, 320812.
    return published_calendar().with_rules(
        {day: DayRule(works, name) for _code, day, works, name in sorted(own)}
    )


def sources_of(jurisdiction: Jurisdiction | None) -> list[CalendarSource]:
    """The sheets that shape the calendar of a place, the latest first."""
    if jurisdiction is None:
        return []
    return list(
        CalendarSource.objects.filter(jurisdiction_id__in=_codes(jurisdiction)).select_related(
            "jurisdiction", "loaded_by", "file"
        )
    )


def _codes(jurisdiction: Jurisdiction) -> list[str]:
    """Of the division and all above it: the leading digits name them."""
    code = jurisdiction.code
    return sorted({f"{code[:2]}0000", f"{code[:4]}00", code})
