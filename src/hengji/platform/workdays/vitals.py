"""Whether the working days that periods run into are known."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from hengji.core.workdays.published import published_calendar
from hengji.platform.health.findings import Finding, fault, fine, warning
from hengji.platform.health.registry import check
from hengji.platform.jurisdictions.models import Jurisdiction, Level
from hengji.platform.workdays.queries import calendar_of

PUBLISHED_IN = 11
"""The month by whose end the State Council's office has published the next year's holidays."""
REMEDY = "请安装新版本，或在“工作日历”中导入放假安排，见 docs/howto/update-the-calendar.md。"


@check("calendar", "工作日历")
def calendar(at: datetime) -> Finding:
    """This year, and from November on the next, for every province that has accounts."""
    today = timezone.localdate(at)
    lacking = {year: _lacking(year) for year in (today.year, today.year + 1)}
    if lacking[today.year]:
        return fault(
            f"没有{today.year}年的安排（{'、'.join(lacking[today.year])}），公示、待办不能计算期限",
            REMEDY,
        )
    if lacking[today.year + 1] and today.month >= PUBLISHED_IN:
        return warning(
            f"没有{today.year + 1}年的安排（{'、'.join(lacking[today.year + 1])}），"
            "期限跨年的公示不能发布",
            f"国务院办公厅通常在11月公布次年安排。{REMEDY}",
        )
    return fine(
        f"已有{today.year}年" + ("" if lacking[today.year + 1] else f"、{today.year + 1}年")
    )


def _lacking(year: int) -> list[str]:
    """Provinces that do not know the year; none is asked where it came with the program.

    A new site has no accounts, so no province of its own has imported anything.
    """
    if year in published_calendar().years:
        return []
    provinces = list(_provinces())
    if not provinces:
        return ["全国"]
    return [place.name for place in provinces if year not in calendar_of(place).years]


def _provinces() -> Iterable[Jurisdiction]:
    codes = Jurisdiction.objects.filter(user__is_active=True).values_list("code", flat=True)
    prefixes = {f"{code[:2]}0000" for code in codes.distinct()}
    return Jurisdiction.objects.filter(level=Level.PROVINCE, code__in=prefixes)
