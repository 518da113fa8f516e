"""Any document as blocks: text and tables in the order of the page."""

from pathlib import Path

from hengji.core.documents import pdffile, textdump, wordfile
from hengji.core.documents.blocks import Block, Paragraph, Table
from hengji.core.documents.delimited import csv_dialect, csv_records, looks_delimited
from hengji.core.documents.encoding import read_text
from hengji.core.documents.errors import DocumentError
from hengji.core.documents.kinds import Kind, kind_of
from hengji.core.documents.spreadsheet import WorkbookSheet, workbook_sheets


def read_blocks(path: Path) -> list[Block]:
    """Read a .docx, .pdf, .xlsx, .xls, .csv or plain text, told apart by content.

    Raises DocumentError when it is none of these, damaged, encrypted or without any content.
    """
    kind = kind_of(path)
    if kind is Kind.DOCX:
        blocks = wordfile.read(path)
    elif kind is Kind.PDF:
        blocks = pdffile.read(path)
    elif kind is Kind.TEXT:
        blocks = _read_csv(path) if looks_delimited(path) else textdump.parse(read_text(path))
    else:
        blocks = _read_workbook(path, has_parts=kind is Kind.XLSX)
    if not blocks:
        raise DocumentError("EMPTY_FILE", "文件里没有任何文字或表格，请检查是否选错了文件")
    return blocks


def _read_csv(path: Path) -> list[Block]:
    rows = [tuple(cells) for _, cells in csv_records(path, csv_dialect(path)) if any(cells)]
    return [Table(tuple(rows))] if rows else []


def _read_workbook(path: Path, *, has_parts: bool) -> list[Block]:
    blocks: list[Block] = []
    for sheet in workbook_sheets(path, has_parts=has_parts):
        blocks += [Paragraph(sheet.name), Table(_rows_with_gaps(sheet))]
    return blocks


def _rows_with_gaps(sheet: WorkbookSheet) -> tuple[tuple[str | None, ...], ...]:
    """The rows that are not empty, with None where a merged cell covers a place."""
    ranges = [
        (top, left, min(low, sheet.last_row), min(right, sheet.last_column))
        for top, left, low, right in sheet.merged
    ]
    area = sum((low - top + 1) * (right - left + 1) for top, left, low, right in ranges)
    if area > sheet.last_row * sheet.last_column:  # they overlap, as no program makes them
        raise DocumentError(
            "DAMAGED", f"工作表“{sheet.name}”的合并单元格互相重叠，请取消合并后重新提交"
        )
    covered = {
        (row, column)
        for top, left, low, right in ranges
        for row in range(top, low + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    return tuple(
        tuple(
            None if (number, column) in covered else cell
            for column, cell in enumerate(cells, start=1)
        )
        for number, cells in sheet.records()
        if any(cells)
    )
