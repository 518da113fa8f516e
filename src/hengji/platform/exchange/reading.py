"""A user's sheet, read as an import's columns ask."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hengji.core.adjudication.cells import BLANKS, CellError
from hengji.core.documents.errors import DocumentError
from hengji.core.documents.sheet import Sheet, open_sheet
from hengji.core.masking import masked
from hengji.core.text import name_key
from hengji.platform.exchange.columns import CellValue, Column
from hengji.platform.exchange.imports import ImportSpec, RowFault, SheetRow

MOST_ROWS = 50_000
PREVIEW_ROWS = 20
_REMARK = re.compile(r"[(（【*＊].*$")


@dataclass
class ReadSheet:
    """What a sheet holds: rows that can be read, and why others cannot, by row number."""

    header_row: int
    sheet_name: str
    columns: tuple[Column, ...]
    ignored: tuple[str, ...]
    rows: dict[int, SheetRow] = field(default_factory=dict)
    faults: dict[int, RowFault] = field(default_factory=dict)
    preview: list[tuple[int, list[str]]] = field(default_factory=list)

    def fault(self, found: RowFault) -> None:
        """Take a row out for a reason; of several the first is told."""
        self.rows.pop(found.number, None)
        self.faults.setdefault(found.number, found)


def read_sheet(spec: ImportSpec, path: Path) -> ReadSheet:
    """Read every row. Raises DocumentError where the sheet as a whole cannot be used."""
    sheet = open_sheet(path)
    places, ignored = _places(spec, sheet)
    found = ReadSheet(
        header_row=sheet.header_row,
        sheet_name=getattr(sheet, "name", ""),  # a .csv has none
        columns=tuple(spec.column(key) for key in places),
        ignored=ignored,
    )
    for number, cells in sheet.rows():
        if len(found.rows) + len(found.faults) == MOST_ROWS:
            raise DocumentError("TOO_MANY_ROWS", f"超过 {MOST_ROWS:,} 行，请分成几份再导入")
        if len(found.preview) < PREVIEW_ROWS:
            found.preview.append((number, list(_shown(found.columns, places, cells))))
        _read_row(spec, found, places, number, cells)
    for error in sheet.cell_errors():
        if error.row is None:
            raise error
        found.fault(RowFault(error.row, "", f"{error.column or ''}：{error.message}".lstrip("：")))
    _find_doubles(spec, found)
    return found


def _places(spec: ImportSpec, sheet: Sheet) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where each column stands, by its heading or its key; what nobody asks for is ignored."""
    known = {name_key(word): one.key for one in spec.columns for word in (one.heading, one.key)}
    places: dict[str, int] = {}
    ignored = []
    for place, heading in enumerate(sheet.header):
        key = known.get(name_key(heading)) or known.get(name_key(_REMARK.sub("", heading)))
        if key is None:
            ignored.append(heading)
        elif key in places:
            raise DocumentError(
                "COLUMN_TWICE", "同一栏有两列，请只留一列", sheet.header_row, heading
            )
        else:
            places[key] = place
    missing = [one.heading for one in spec.columns if one.required and one.key not in places]
    if missing:
        raise DocumentError(
            "COLUMN_MISSING", f"缺少栏目：{'、'.join(missing)}。请按模板的表头改正后再提交"
        )
    return places, tuple(filter(None, ignored))


def _read_row(
    spec: ImportSpec,
    found: ReadSheet,
    places: Mapping[str, int],
    number: int,
    cells: Sequence[str],
) -> None:
    values: dict[str, CellValue] = {one.key: None for one in spec.columns}
    for column in found.columns:
        text = cells[places[column.key]]
        try:
            values[column.key] = column.read(text)
        except CellError as error:
            found.fault(_cell_fault(column, number, text.strip(BLANKS), str(error)))
            return
    found.rows[number] = SheetRow(number, values)


def _cell_fault(column: Column, number: int, text: str, message: str) -> RowFault:
    """What is wrong with a cell, the cell itself covered where it is personal."""
    if column.personal and text:
        message, text = message.replace(text, masked(text)), masked(text)
    return RowFault(number, column.key, message, text)


def _find_doubles(spec: ImportSpec, found: ReadSheet) -> None:
    first: dict[tuple[CellValue, ...], int] = {}
    for number, row in list(found.rows.items()):
        key = tuple(row.values[name] for name in spec.key)
        if key in first:
            names = "、".join(spec.column(name).heading for name in spec.key)
            message = f"与第{first[key]}行的{names}相同；一份表里只能出现一次"
            found.fault(RowFault(number, spec.key[0], message))
        else:
            first[key] = number


def _shown(
    columns: Sequence[Column], places: Mapping[str, int], cells: Sequence[str]
) -> Iterator[str]:
    for column in columns:
        text = cells[places[column.key]].strip(BLANKS)
        yield masked(text) if column.personal else text
