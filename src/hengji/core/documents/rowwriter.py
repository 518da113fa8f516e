"""Write a plain table, .xlsx or .csv, row by row."""

import csv
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hengji.core.documents.cells import MOST_ROWS, Value, csv_text, iso_text, plain
from hengji.core.documents.errors import DocumentError

_WIDEST = 40


def write_rows(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    text_columns: Collection[str] = (),
) -> None:
    """Write a header and rows; `path` ends in .csv (UTF-8 with mark, for Excel) or .xlsx.

    Text never becomes a formula, a number or a link; the columns named in `text_columns` hold
    codes, so whatever is typed there later stays text too. Rows are not held in memory.
    Raises DocumentError: more rows than a worksheet has, a cell too long.
    """
    if path.suffix.lower() == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow([csv_text(heading) for heading in header])
            writer.writerows([csv_text(value) for value in row] for row in rows)
        return
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("数据")
        bold = book.add_format({"bold": True, "border": 1, "bg_color": "#DDEBF7"})
        text = book.add_format({"num_format": "@"})
        sheet.freeze_panes(1, 0)
        for index, heading in enumerate(header):
            style = text if heading in text_columns else None
            sheet.set_column(index, index, min(2 * len(heading) + 4, _WIDEST), style)
            sheet.write_string(0, index, plain(heading), bold)
        as_text = {place for place, heading in enumerate(header) if heading in text_columns}
        for number, row in enumerate(rows, start=1):
            if number == MOST_ROWS:
                raise DocumentError(
                    "TOO_MANY_ROWS", f"超过 Excel 一张工作表的 {MOST_ROWS:,} 行，请改用 .csv"
                )
            _write_row(sheet, number, row, as_text, text)


def _write_row(
    sheet: Worksheet, number: int, row: Sequence[Value], as_text: set[int], text: Format
) -> None:
    for index, value in enumerate(row):
        if value is None or value == "":
            continue
        style = text if index in as_text else None
        if isinstance(value, str):
            sheet.write_string(number, index, plain(value), style)
        elif isinstance(value, bool) and style is None:
            sheet.write_boolean(number, index, value)
        elif isinstance(value, int | float | Decimal) and style is None:
            sheet.write_number(number, index, value)
        else:
            # A date goes out in ISO form: it reads the same in every program and language.
            sheet.write_string(number, index, iso_text(value), style)
