"""The user's own .xlsx with more columns, through openpyxl so that its formats stay."""

import datetime
from collections.abc import Mapping
from copy import copy
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from hengji.core.documents.cells import Value, iso_text, plain
from hengji.core.documents.errors import DocumentError
from hengji.core.documents.sheetscan import scan_sheet
from hengji.core.documents.spreadsheet import WorkbookSheet

_WIDEST = 48
_NARROWEST = 10


def append_to_workbook(
    data: WorkbookSheet,
    target: Path,
    header_row: int,
    columns: Mapping[str, Mapping[int, Value]],
    places: Mapping[str, int],
) -> bool:
    """Write the workbook of `data` with `columns` in `places` (from 0) of its data sheet.

    Returns False, with nothing written, when openpyxl cannot understand the workbook's formats.
    """
    try:
        book = _opened(data.path, rich_text=True)
        _freeze_formulas(book, data.path)
        sheet = book[data.name]
        _free_merged(sheet, header_row, min(places.values(), default=0) + 1)
        last_row = max((number for number, _ in data.rows()), default=header_row)
        for heading, values in columns.items():
            _write_column(sheet, header_row, last_row, places[heading] + 1, heading, values)
        book.save(target)
    except DocumentError:
        raise
    except Exception:  # openpyxl raises whatever it trips over in formats odd but valid
        return False
    return True


def _opened(path: Path, *, rich_text: bool = False, data_only: bool = False) -> Workbook:
    """By its bytes: of a path openpyxl judges the ending, and a stored file has none."""
    with path.open("rb") as stream:
        return openpyxl.load_workbook(
            stream, rich_text=rich_text, data_only=data_only, keep_links=False
        )


def _freeze_formulas(book: Workbook, path: Path) -> None:
    """Put results in place of formulas.

    openpyxl would save the formulas without results, so the returned file could not be read
    again; and a formula from outside must not run when an officer opens our file.
    """
    formulas = {name: scan_sheet(path, name).formulas for name in _worksheet_names(book)}
    if not any(formulas.values()):
        return
    results = _opened(path, data_only=True)
    for name, places in formulas.items():
        for row, column in places:
            cell = book[name].cell(row, column)
            result = results[name].cell(row, column).value
            _put(cell, _formula_text(cell) if result is None else result)


def _worksheet_names(book: Workbook) -> list[str]:
    return [sheet.title for sheet in book.worksheets]


def _formula_text(cell: Cell | MergedCell) -> str:
    """The formula as inert text; the XML hides it in an object when it spans cells."""
    return str(getattr(cell.value, "text", None) or cell.value or "")


def _free_merged(sheet: Worksheet, header_row: int, first_column: int) -> None:
    """Undo merged ranges that reach into the places of the new columns: they take no value."""
    for merged in list(sheet.merged_cells.ranges):
        if merged.max_row >= header_row and merged.max_col >= first_column:
            sheet.unmerge_cells(str(merged))


def _write_column(
    sheet: Worksheet,
    header_row: int,
    last_row: int,
    column: int,
    heading: str,
    values: Mapping[int, Value],
) -> None:
    widest = 2 * len(heading)
    for row in range(header_row, last_row + 1):
        value = heading if row == header_row else values.get(row)
        cell = sheet.cell(row, column)
        if column > 1:
            _copy_style(sheet.cell(row, column - 1), cell)
        if isinstance(value, str | datetime.date):
            value = plain(iso_text(value))
            widest = max(widest, len(value))
        cell.number_format = "@" if isinstance(value, str) else "General"
        _put(cell, value)
    letter = get_column_letter(column)
    sheet.column_dimensions[letter].width = min(max(widest + 2, _NARROWEST), _WIDEST)


def _copy_style(source: Cell | MergedCell, target: Cell | MergedCell) -> None:
    # The whole style at once: openpyxl's public parts (font, fill, ...) are 20 times slower.
    target._style = copy(source._style)  # type: ignore[union-attr]  # not in the published types


def _put(cell: Cell | MergedCell, value: Any) -> None:
    cell.value = value
    if cell.data_type == "f":  # text that begins with "=" stays text
        cell.data_type = "s"
