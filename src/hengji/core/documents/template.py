"""The workbook that a user fills in: formats, lists and hints for every column."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from hengji.core.documents.cells import MOST_ROWS

_LONGEST_INLINE_LIST = 255  # Excel's limits for a list typed into the rule, and for a hint
_LONGEST_HINT = 255
_LONGEST_TITLE = 32
_GENERAL_RULES = (
    "请在“数据”表中从第2行起逐行填写，一行一条记录；不要改动第1行的列名。",
    "不要合并单元格，不要插入小计行；公式须先计算并保存。",
    "编号、代码等列已设为文本格式，粘贴时请选择“只粘贴值”，以免丢失前导零和末尾数字。",
)


@dataclass(frozen=True)
class TemplateColumn:
    """One column of a template.

    `key` is the column's English name, `heading` what stands in the header; `choices` become a
    list to pick from. A `whole` number is never negative; `yesno` offers 是 and 否.
    """

    key: str
    heading: str
    note: str = ""
    kind: Literal["text", "whole", "date", "yesno"] = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    example: str = ""

    @property
    def options(self) -> tuple[str, ...]:
        """The values to pick from, if the column has such a list."""
        return self.choices or (("是", "否") if self.kind == "yesno" else ())


def write_template(path: Path, columns: Sequence[TemplateColumn]) -> None:
    """Write an .xlsx with the sheets 数据 (to fill in) and 填写说明 (what to fill in)."""
    with xlsxwriter.Workbook(str(path)) as book:
        data = book.add_worksheet("数据")
        _write_header(book, data, columns)
        lists = _LongLists(book)
        for index, column in enumerate(columns):
            data.data_validation(1, index, MOST_ROWS - 1, index, _rule(column, lists))
        _write_instructions(book, columns)
        lists.close()


def _write_header(book: Workbook, data: Worksheet, columns: Sequence[TemplateColumn]) -> None:
    heading = {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
    required = book.add_format({**heading, "bg_color": "#FCE4D6"})
    optional = book.add_format({**heading, "bg_color": "#DDEBF7"})
    formats = {
        "text": book.add_format({"num_format": "@"}),
        "whole": book.add_format({"num_format": "0"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "yesno": book.add_format({"num_format": "@"}),
    }
    data.freeze_panes(1, 0)
    data.set_row(0, 30)
    for index, column in enumerate(columns):
        data.set_column(index, index, _width(column), formats[column.kind])
        data.write_string(0, index, column.heading, required if column.required else optional)


def _width(column: TemplateColumn) -> int:
    return min(max(2 * len(column.heading) + 4, len(column.example) + 2, 12), 40)


class _LongLists:
    """Lists too long to be typed into the rule stand in a hidden sheet, one a column."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._lists: list[tuple[str, ...]] = []

    def source(self, options: tuple[str, ...]) -> list[str] | str:
        if len(",".join(options)) <= _LONGEST_INLINE_LIST and not any("," in o for o in options):
            return list(options)
        self._lists.append(options)
        column = xlsxwriter.utility.xl_col_to_name(len(self._lists) - 1)
        return f"=选项!${column}$1:${column}${len(options)}"

    def close(self) -> None:
        if self._lists:
            sheet = self._book.add_worksheet("选项")
            sheet.hide()
            for index, options in enumerate(self._lists):
                for row, option in enumerate(options):
                    sheet.write_string(row, index, option)


def _rule(column: TemplateColumn, lists: _LongLists) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "input_title": column.heading[:_LONGEST_TITLE],
        "input_message": _requirement(column)[:_LONGEST_HINT],
        "error_title": "填写有误",
        "error_message": _requirement(column)[:_LONGEST_HINT],
    }
    if column.options:
        return rule | {"validate": "list", "source": lists.source(column.options)}
    if column.kind == "whole":
        return rule | {"validate": "integer", "criteria": ">=", "value": 0}
    if column.kind == "date":
        earliest = datetime.date(1949, 10, 1)
        return rule | {"validate": "date", "criteria": ">=", "value": earliest}
    return rule | {"validate": "any"}


_KIND_HINTS = {"text": "", "whole": "填整数", "date": "填日期，如 2024-03-01", "yesno": "填是或否"}


def _requirement(column: TemplateColumn) -> str:
    parts = ("必填" if column.required else "", _KIND_HINTS[column.kind], column.note)
    return "；".join(part for part in parts if part) or "选填"


def _write_instructions(book: Workbook, columns: Sequence[TemplateColumn]) -> None:
    sheet = book.add_worksheet("填写说明")
    bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    for index, width in enumerate((20, 20, 8, 60, 40, 24)):
        sheet.set_column(index, index, width)
    for row, rule in enumerate(_GENERAL_RULES):
        sheet.write_string(row, 0, f"{row + 1}．{rule}")
    top = len(_GENERAL_RULES) + 1
    _write_line(sheet, top, ("列名", "英文列名", "必填", "填写要求", "可选值", "示例"), bold)
    for row, column in enumerate(columns, start=top + 1):
        required = "是" if column.required else "否"
        options = "、".join(column.options)
        line = (column.heading, column.key, required, _requirement(column), options, column.example)
        _write_line(sheet, row, line, cell)


def _write_line(sheet: Worksheet, row: int, line: Sequence[str], style: Format) -> None:
    for index, text in enumerate(line):
        sheet.write_string(row, index, text, style)
