"""Files as large as a province's: read whole, row by row, in little memory."""

import csv
import tracemalloc
from pathlib import Path

import pytest
import xlsxwriter

from hengji.core.documents.sheet import open_sheet

pytestmark = pytest.mark.soak
HEADER = ["编号", "姓名", "分钟"]
MOST_BYTES = 64 << 20  # Python's own; a million rows held at once would take several times that


def _write_csv(path: Path, rows: int) -> None:
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows([f"C{number}", "某人", number % 5000] for number in range(rows))


def _write_xlsx(path: Path, rows: int) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 0, HEADER)
        for number in range(rows):
            sheet.write_row(number + 1, 0, [f"C{number}", "某人", number % 5000])


def test_csv_of_a_million_rows_is_read_whole_in_little_memory(tmp_path: Path) -> None:
    path, rows = tmp_path / "big.csv", 1_000_000
    _write_csv(path, rows)
    sheet = open_sheet(path)
    tracemalloc.start()
    try:
        assert sum(int(cells[2]) for _, cells in sheet.rows()) == rows // 5000 * sum(range(5000))
        assert sheet.cell_errors() == []
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES
    finally:
        tracemalloc.stop()


def test_workbook_of_many_rows_is_read_whole(tmp_path: Path) -> None:
    path, rows = tmp_path / "big.xlsx", 300_000
    _write_xlsx(path, rows)
    sheet = open_sheet(path)
    assert sum(int(cells[2]) for _, cells in sheet.rows()) == rows // 5000 * sum(range(5000))
    assert sheet.cell_errors() == []
