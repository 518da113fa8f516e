"""Give users their own file back with more columns: their rows, order and formats kept."""

import csv
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from hengji.core.documents.cells import Value, csv_text, iso_text
from hengji.core.documents.delimited import CsvSheet
from hengji.core.documents.kinds import Kind, kind_of
from hengji.core.documents.rowwriter import write_rows
from hengji.core.documents.sheet import open_sheet
from hengji.core.documents.spreadsheet import WorkbookSheet, cell_text

Columns = Mapping[str, Mapping[int, Value]]
"""Heading → row number as the user sees it → value."""

MOST_STYLED_BYTES = 32 << 20
"""Worksheets (inflated) up to which formats are kept; beyond, it would take minutes and GBs."""


def append_columns(
    source: Path, target: Path, header_row: int, columns: Columns, *, sheet: str | None = None
) -> bool:
    """Write `source` with `columns` after its last column to `target`; tell if formats were kept.

    A column that is there already, by its heading, is replaced. A .csv keeps its encoding,
    delimiter and line end. A workbook keeps formats and other sheets, with the results in place
    of its formulas; one that is too large, damaged in its formats or an .xls becomes a plain
    .xlsx of its data sheet. Raises DocumentError when the source cannot be read.
    """
    data = open_sheet(source, sheet=sheet)
    if isinstance(data, CsvSheet):
        _append_to_csv(data, target, header_row, columns)
        return True
    assert isinstance(data, WorkbookSheet)  # noqa: S101 (the only other kind; narrows the type)
    places = _places(data.records(), header_row, columns)
    styled = kind_of(source) is Kind.XLSX and _worksheet_bytes(source) <= MOST_STYLED_BYTES
    if styled:
        # Read only now: openpyxl alone would be a tenth of every start of the site.
        from hengji.core.documents.ownworkbook import append_to_workbook

        if append_to_workbook(data, target, header_row, columns, places):
            return True
    lines = _extended(_plain_values(data), header_row, columns, places)
    write_rows(target, [iso_text(cell) for cell in next(lines)], lines)
    return False


def _append_to_csv(data: CsvSheet, target: Path, header_row: int, columns: Columns) -> None:
    dialect = data.dialect
    places = _places(data.records(), header_row, columns)
    with target.open("w", encoding=dialect.encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=dialect.delimiter, lineterminator=dialect.line_end)
        for cells in _extended(data.records(), header_row, columns, places):
            # The users' own cells too: an officer opens this file, and trusts it as ours.
            writer.writerow([csv_text(cell) for cell in cells])


def _places(
    records: Iterator[tuple[int, Sequence[str]]], header_row: int, columns: Columns
) -> dict[str, int]:
    """Where each heading stands, counted from 0: its present place, or after the last column."""
    width = 0
    header: list[str] = []
    for number, cells in records:
        if number == header_row:
            header = [cell.strip() for cell in cells]
        last = len(cells)
        while last > width and not cells[last - 1].strip():
            last -= 1
        width = max(width, last)
    new = [heading for heading in columns if heading not in header]
    places = {heading: width + index for index, heading in enumerate(new)}
    return places | {heading: header.index(heading) for heading in columns if heading in header}


def _extended(
    records: Iterator[tuple[int, Sequence[Value]]],
    header_row: int,
    columns: Columns,
    places: Mapping[str, int],
) -> Iterator[list[Value]]:
    """Every record with the columns' values in their places.

    What stands above the header and rows without any cell stay as they are; in a column that
    is replaced, a row without a new value loses its old one.
    """
    width = max(places.values(), default=-1) + 1
    for number, cells in records:
        line = list(cells)
        if number >= header_row and any(cell != "" for cell in line):
            line += [""] * (width - len(line))
            for heading, values in columns.items():
                line[places[heading]] = heading if number == header_row else values.get(number)
        yield line


def _plain_values(data: WorkbookSheet) -> Iterator[tuple[int, Sequence[Value]]]:
    """Numbers stay numbers; times and dates become text, as their formats are left behind."""
    for number, cells in data.values():
        yield (
            number,
            [cell if isinstance(cell, str | int | float) else cell_text(cell) for cell in cells],
        )


def _worksheet_bytes(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    return sum(part.file_size for part in parts if part.filename.startswith("xl/worksheets/"))
