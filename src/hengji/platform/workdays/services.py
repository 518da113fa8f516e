"""Loading days into the calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hengji.core.workdays.calendar import DayRule, WorkCalendar, missing_holidays
from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record
from hengji.platform.errors import PermissionDeniedError
from hengji.platform.files.kinds import TABLES
from hengji.platform.files.models import FileRecord
from hengji.platform.files.purposes import declare_purpose
from hengji.platform.files.services import file_attach, file_path, file_store
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.permissions import require
from hengji.platform.workdays.models import CalendarDay, CalendarSource
from hengji.platform.workdays.queries import calendar_of
from hengji.platform.workdays.reading import CalendarFileError, read_days
from hengji.platform.workdays.rules import MANAGE_CALENDAR

SHEET = declare_purpose(
    "workdays.sheet",
    "放假安排表",
    kinds=TABLES,
    most_bytes=1024 * 1024,  # a year has some forty such days; a larger sheet is another sheet
    permission=MANAGE_CALENDAR,
)


@dataclass(frozen=True)
class Imported:
    """What an import came to: days that are new or different, and years that are now known."""

    changed: int
    unchanged: int
    new_years: tuple[int, ...]


@transaction.atomic
def calendar_import(
    *, actor: User, document: str, name: str, chunks: Iterable[bytes], at: datetime
) -> Imported:
    """Put a sheet's days above the published ones, for the actor's division and all below it.

    ``document`` is the order that the days come from, by its number. Raises `CalendarFileError`;
    nothing is kept then.
    """
    place = actor.place_for(MANAGE_CALENDAR)
    require(actor, MANAGE_CALENDAR, place)
    if place is None:
        raise PermissionDeniedError("NO_DIVISION", "您的账号没有所属地区，不能维护工作日历。")
    if not document.strip():
        raise CalendarFileError("CALENDAR_DOCUMENT", "请写明依据的文件。", field="document")
    file = file_store(
        actor=actor, jurisdiction=place, purpose=SHEET, name=name, chunks=chunks, at=at
    )
    days = read_days(file_path(file))
    Jurisdiction.objects.select_for_update().get(pk=place.pk)  # two imports at once: one waits
    before = calendar_of(place)
    _check_years(before.with_rules(days), days)
    changed = {day: rule for day, rule in days.items() if before.rules.get(day) != rule}
    new_years = tuple(sorted(before.with_rules(days).years - before.years))
    _replace(actor, place, document.strip(), file, changed, at)
    return Imported(len(changed), len(days) - len(changed), new_years)


def _check_years(after: WorkCalendar, days: Iterable[date]) -> None:
    """A year that is begun must be complete: half a year's holidays would be counted wrongly."""
    for year in sorted({day.year for day in days}):
        missing = missing_holidays(after.rules, year)
        if missing:
            told = "、".join(f"{day.month}月{day.day}日" for day in missing)
            raise CalendarFileError(
                "CALENDAR_YEAR_INCOMPLETE",
                f"{year}年的放假安排不完整：缺少{told}放假。请导入全年的安排。",
                field="file",
            )


def _replace(
    actor: User,
    place: Jurisdiction,
    document: str,
    file: FileRecord,
    days: dict[date, DayRule],
    at: datetime,
) -> None:
    source = CalendarSource.objects.create(
        jurisdiction=place, document=document, file=file, loaded_by=actor, loaded_at=at
    )
    file_attach(file=file, subject=source)
    CalendarDay.objects.filter(
        jurisdiction=place, day__in=list(days), replaced_at__isnull=True
    ).update(replaced_at=at)
    CalendarDay.objects.bulk_create(
        CalendarDay(
            jurisdiction=place,
            day=day,
            is_workday=rule.is_workday,
            name=rule.name,
            source=source,
        )
        for day, rule in sorted(days.items())
    )
    record(
        actor=actor,
        action="calendar.import",
        subject=source,
        jurisdiction=place,
        at=at,
        after={"document": document, "days": [day.isoformat() for day in sorted(days)]},
    )
