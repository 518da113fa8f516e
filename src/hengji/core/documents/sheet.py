"""Open one data sheet, .csv or .xlsx, for reading as text."""

from pathlib import Path

from hengji.core.documents.delimited import CsvSheet
from hengji.core.documents.errors import DocumentError
from hengji.core.documents.kinds import Kind, kind_of
from hengji.core.documents.spreadsheet import open_workbook_sheet
from hengji.core.documents.tabular import Sheet

__all__ = ["Sheet", "open_sheet"]


def open_sheet(path: Path, *, sheet: str | None = None) -> Sheet:
    """Open the data sheet of `path`, a .csv in any usual encoding or an .xlsx/.xls.

    In a workbook it is the first visible sheet with a header, sheets of instructions (说明)
    left out, or the one named `sheet`. Raises DocumentError when the file cannot be used.
    """
    kind = kind_of(path)
    if kind is Kind.TEXT:
        return CsvSheet(path)
    if kind in (Kind.XLSX, Kind.XLS):
        return open_workbook_sheet(path, sheet, has_parts=kind is Kind.XLSX)
    raise DocumentError(
        "WRONG_KIND", f"这是 .{kind} 文件，不是数据表；请提交 .xlsx 或 .csv 格式的数据表"
    )
