"""A sheet of days: 日期, 安排 (放假 or 上班), 名称."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hengji.core.documents.errors import DocumentError
from hengji.core.documents.sheet import Sheet, open_sheet
from hengji.core.documents.workbook import TemplateColumn
from hengji.core.text import narrow, squeeze
from hengji.core.workdays.calendar import DayRule
from hengji.platform.errors import HengjiError

COLUMNS = (
    TemplateColumn(
        "day", "日期", "与平常周次不同的日子", "date", required=True, example="2024-10-01"
    ),
    TemplateColumn(
        "kind",
        "安排",
        "放假，或因调休上班",
        required=True,
        choices=("放假", "上班"),
        example="放假",
    ),
    TemplateColumn("name", "名称", "节日名称，调休的写明因何调休", required=True, example="国庆节"),
)
_WORKS = {"放假": False, "休": False, "上班": True, "班": True, "调休上班": True}
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_MOST_TOLD = 10
_LONGEST_NAME = 40


class CalendarFileError(HengjiError):
    """The sheet cannot be used; the message lists its faulty rows."""


def read_days(path: Path) -> dict[date, DayRule]:
    """Every day of the sheet. Raises `CalendarFileError` naming the rows that are wrong."""
    try:
        sheet = open_sheet(path)
        places = _places(sheet)
        rows = list(sheet.rows())
    except DocumentError as error:
        raise CalendarFileError(error.code, str(error), field="file", row=error.row) from error
    days: dict[date, DayRule] = {}
    faults: list[tuple[int, str]] = []
    for number, cells in rows:
        try:
            day, rule = _day([cells[place] for place in places])
            if day in days:
                raise ValueError(f"{day} 重复")
            days[day] = rule
        except ValueError as fault:
            faults.append((number, str(fault)))
    if faults:
        told = "；".join(f"第{row}行：{message}" for row, message in faults[:_MOST_TOLD])
        more = f"；等共 {len(faults)} 行" if len(faults) > _MOST_TOLD else ""
        raise CalendarFileError("CALENDAR_ROWS", told + more, field="file", row=faults[0][0])
    if not days:
        raise CalendarFileError("CALENDAR_EMPTY", "表里没有任何日期。", field="file")
    return days


def _places(sheet: Sheet) -> list[int]:
    headings = [squeeze(narrow(heading)) for heading in sheet.header]
    missing = [column.heading for column in COLUMNS if column.heading not in headings]
    if missing:
        raise CalendarFileError(
            "CALENDAR_COLUMNS", f"缺少栏目：{'、'.join(missing)}。", field="file"
        )
    return [headings.index(column.heading) for column in COLUMNS]


def _day(cells: Sequence[str]) -> tuple[date, DayRule]:
    told_day, told_kind, told_name = (narrow(cell) for cell in cells)
    parts = _DATE.fullmatch(told_day)
    try:
        if parts is None:
            raise ValueError
        day = date(*map(int, parts.groups()))
    except ValueError:
        raise ValueError(f"“{told_day}”不是日期，应写成 2024-10-01") from None
    works = _WORKS.get(squeeze(told_kind))
    if works is None:
        raise ValueError(f"“{told_kind}”应为放假或上班")
    if not told_name or len(told_name) > _LONGEST_NAME:
        raise ValueError(f"名称应为1至{_LONGEST_NAME}字")
    return day, DayRule(works, told_name)
