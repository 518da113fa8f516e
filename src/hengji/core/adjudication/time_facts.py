"""Lookups on days: ages, deadlines and working days."""

from calendar import monthrange
from datetime import date, timedelta

from hengji.core.adjudication.found import Found, Lookup
from hengji.core.packs.facts import WORKDAYS_NOT_PUBLISHED
from hengji.core.packs.model import FactSpec, Pack

Day = date | None


def _missing(spec: FactSpec, *values: Day) -> tuple[str, ...]:
    return tuple(name for name, value in zip(spec.reads, values, strict=True) if value is None)


def completed_years(_pack: Pack, spec: FactSpec) -> Lookup:
    """Reads a birthday and a day; the years completed on that day (周岁).

    Who is born on 29 February completes a year on 1 March of a common year.
    """

    def lookup(born: Day, on: Day) -> Found:
        if born is None or on is None:
            return Found((None,), _missing(spec, born, on))
        return Found((on.year - born.year - ((on.month, on.day) < (born.month, born.day)),))

    return Lookup(lookup)


def months_later(_pack: Pack, spec: FactSpec) -> Lookup:
    """Reads a day; the last day of the ``months`` (an option) from it, that day included.

    # 004 附件4 7：证书核发之日起12个月内; 31 January plus one month is the last of February.
    """
    months = int(spec.options.need("months"))

    def lookup(start: Day) -> Found:
        if start is None:
            return Found((None,), _missing(spec, start))
        years, month = divmod(start.month - 1 + months, 12)
        year, month = start.year + years, month + 1
        return Found((date(year, month, min(start.day, monthrange(year, month)[1])),))

    return Lookup(lookup)


def working_days(pack: Pack, spec: FactSpec) -> Lookup:
    """Reads two days; how many working days lie from the first to the day before the second.

    # 004 附件4 8②：开班前5个工作日; the day of the opening itself is not counted.
    ``calendar`` (an option) names a file of the pack with the public holidays (``off``) and the
    working weekends (``on``); a year that the file does not hold is not known, and named so.
    """
    off, on, years = _calendar(pack, spec)

    def lookup(first: Day, last: Day) -> Found:
        if first is None or last is None:
            return Found((None,), _missing(spec, first, last))
        lacking = sorted(set(range(first.year, last.year + 1)) - years)
        if lacking:
            told = f"工作日历缺{'、'.join(map(str, lacking))}年的放假安排"
            return Found((None,), (WORKDAYS_NOT_PUBLISHED,), (told,))
        count, day = 0, first
        while day < last:
            count += day not in off and (day in on or day.weekday() < 5)
            day += timedelta(days=1)
        return Found((count,))

    return Lookup(lookup)


def _calendar(pack: Pack, spec: FactSpec) -> tuple[set[date], set[date], set[int]]:
    off: set[date] = set()
    on: set[date] = set()
    for line in (pack.folder / spec.options.need("calendar")).read_text("utf-8").splitlines()[1:]:
        day, kind, _reason = line.split(",", 2)
        (off if kind == "off" else on).add(date.fromisoformat(day))
    return off, on, {day.year for day in off}
