"""Worksheets of .xlsx and .xls files as text, read by calamine."""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import ClassVar, Literal

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from hengji.core.documents.errors import DocumentError
from hengji.core.documents.sheetscan import SheetFacts, scan_sheet
from hengji.core.documents.tabular import Sheet, column_letter

_INSTRUCTIONS = ("说明", "须知", "字典", "readme")
_EXACT = 10**15  # Excel keeps 15 digits of a number; what is longer has lost its end

CellValue = (
    str | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta
)


class WorkbookSheet(Sheet):
    """One worksheet, held in memory by calamine as one block."""

    kind: ClassVar[Literal["csv", "xlsx"]] = "xlsx"

    def __init__(self, path: Path, name: str, block: CalamineSheet, facts: SheetFacts) -> None:
        self.name = name
        self._block = block
        self._facts = facts
        self._first_column = (block.start or (0, 0))[1]
        super().__init__(path)

    def values(self) -> Iterator[tuple[int, list[CellValue]]]:
        """Numbered rows of raw values, from column A on; numbers and dates are not yet text."""
        margin: list[CellValue] = [""] * self._first_column
        for number, values in enumerate(self._block.iter_rows(), start=1):
            yield number, margin + values if margin else values

    def records(self) -> Iterator[tuple[int, Sequence[str]]]:
        for number, values in self.values():
            yield number, [value if type(value) is str else cell_text(value) for value in values]

    @property
    def formulas(self) -> list[tuple[int, int]]:
        """Row and column, counted from 1, of the cells whose value is a formula's result."""
        return self._facts.formulas

    @property
    def last_row(self) -> int:
        """The last row that holds something, counted from 1."""
        return self._block.end[0] + 1 if self._block.end else 0

    @property
    def last_column(self) -> int:
        """The last column that holds something, counted from 1."""
        return self._first_column + self._block.width

    @property
    def merged(self) -> list[tuple[int, int, int, int]]:
        """Merged ranges: first row, first column, last row, last column, counted from 1."""
        ranges = self._block.merged_cell_ranges or []
        return [(top + 1, left + 1, low + 1, right + 1) for (top, left), (low, right) in ranges]

    def _findings(self) -> Iterator[DocumentError]:
        yield from self._merged_errors()
        for row, column in self._facts.formulas_without_value:
            if row >= self.header_row:
                yield self._error(
                    "FORMULA_WITHOUT_VALUE",
                    "是公式，但文件里没有计算结果；请用 Excel/WPS 打开并保存一次，或直接填写",
                    row,
                    column,
                )
        for row, column, value in self._facts.error_values:
            if row >= self.header_row:
                yield self._error(
                    "ERROR_VALUE", f"是错误值 {value}，请改正公式或直接填写", row, column
                )
        yield from self._overlong_numbers()
        width = len(self.header)
        if self.last_column > width:
            for number, cells in self.records():
                yield from self._surplus(number, cells)

    def _overlong_numbers(self) -> Iterator[DocumentError]:
        for row, values in self.values():
            for column, value in enumerate(values, start=1):
                if isinstance(value, float) and abs(value) >= _EXACT and row >= self.header_row:
                    yield self._error(
                        "DIGITS_LOST",
                        "是超过15位的数字，Excel 已丢失末尾几位；请把这一列设为文本格式后重新填写",
                        row,
                        column,
                    )

    def _merged_errors(self) -> Iterator[DocumentError]:
        for top, left, low, right in self.merged:
            if left > len(self.header) or low < self.header_row:
                continue
            name = f"{column_letter(left - 1)}{top}:{column_letter(right - 1)}{low}"
            for row in range(max(top, self.header_row), min(low, self.last_row) + 1):
                yield DocumentError(
                    "MERGED_CELLS",
                    f"单元格 {name} 是合并的，数据表不能有合并单元格；请取消合并并逐行填写",
                    row,
                    self.column_name(left - 1),
                )

    def _error(self, code: str, message: str, row: int, column: int) -> DocumentError:
        place = f"单元格 {column_letter(column - 1)}{row} "
        return DocumentError(code, place + message, row, self.column_name(column - 1))


def open_workbook_sheet(path: Path, name: str | None, *, has_parts: bool) -> WorkbookSheet:
    """Open the sheet called `name`, or else the first visible one with a header.

    `has_parts`: an .xlsx, whose XML is scanned for what calamine does not tell.
    """
    with _opened(path) as book:
        names = data_sheet_names(book)
        if name is not None and name not in names:
            raise DocumentError(
                "NO_SUCH_SHEET",
                f"没有名为“{name}”的工作表；文件里有：{'、'.join(names) or '（无）'}",
            )
        wanted = (
            [name] if name is not None else [n for n in names if not _is_instruction(n)] or names
        )
        narrow: WorkbookSheet | None = None
        for candidate in wanted:
            try:
                sheet = _load(path, book, candidate, has_parts=has_parts)
            except DocumentError as error:
                if error.code != "EMPTY_FILE":
                    raise
                continue
            if len(sheet.header) > 1:
                return sheet
            narrow = narrow or sheet
    if narrow is None:
        raise DocumentError("EMPTY_FILE", "工作簿里没有任何内容，请检查是否选错了文件")
    return narrow


def workbook_sheets(path: Path, *, has_parts: bool) -> Iterator[WorkbookSheet]:
    """Every visible worksheet that holds something, in the order of the workbook."""
    with _opened(path) as book:
        for name in data_sheet_names(book):
            try:
                yield _load(path, book, name, has_parts=has_parts)
            except DocumentError as error:
                if error.code != "EMPTY_FILE":
                    raise


def data_sheet_names(book: CalamineWorkbook) -> list[str]:
    """Names of the visible worksheets: charts, macros and hidden lists hold no rows."""
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def cell_text(value: CellValue) -> str:
    """A cell's value as the user sees it: 4010602 without ".0", dates in ISO form."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")
    if isinstance(value, datetime.datetime):
        at_midnight = value.time() == datetime.time()
        return value.date().isoformat() if at_midnight else value.isoformat(" ", "seconds")
    if isinstance(value, datetime.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return value.isoformat()


def _is_instruction(name: str) -> bool:
    return any(word in name.casefold() for word in _INSTRUCTIONS)


def _load(path: Path, book: CalamineWorkbook, name: str, *, has_parts: bool) -> WorkbookSheet:
    facts = scan_sheet(path, name) if has_parts else SheetFacts()
    return WorkbookSheet(path, name, book.get_sheet_by_name(name), facts)


@contextmanager
def _opened(path: Path) -> Iterator[CalamineWorkbook]:
    try:
        with CalamineWorkbook.from_path(path) as book:
            yield book
    except PasswordError as error:
        raise DocumentError("ENCRYPTED", "文件设有打开密码，请取消密码后重新提交") from error
    except (CalamineError, OSError) as error:
        raise _damaged() from error
    except BaseException as error:
        # A panic inside calamine derives from BaseException and its class is not exported.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged() from error


def _damaged() -> DocumentError:
    return DocumentError("DAMAGED", "工作簿已损坏或不完整，请用 Excel/WPS 打开后另存，再重新提交")
