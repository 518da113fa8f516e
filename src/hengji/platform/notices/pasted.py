"""A table as it is pasted from a spreadsheet: tabs between cells, headings in the first line."""

import csv

from hengji.platform.notices.errors import NoticeInputError
from hengji.platform.notices.services.drafting import Line, NoticeTable

MOST_LINES, MOST_COLUMNS, LONGEST_HEADING = 2000, 12, 40


def read_pasted(text: str) -> NoticeTable:
    """The table, empty for no text. Raises `NoticeInputError` naming the line as it was pasted."""
    lines = [cells for cells in csv.reader(text.splitlines(), delimiter="\t") if any(cells)]
    if not lines:
        return NoticeTable()
    columns = [cell.strip() for cell in lines[0]]
    if len(lines) - 1 > MOST_LINES or len(columns) > MOST_COLUMNS:
        raise NoticeInputError(
            "NOTICE_TABLE_LARGE",
            f"粘贴的名单最多 {MOST_LINES} 行、{MOST_COLUMNS} 栏，更多的请作为附件。",
            field="table",
        )
    if not all(0 < len(column) <= LONGEST_HEADING for column in columns):
        raise NoticeInputError(
            "NOTICE_TABLE_HEADING", "名单第一行应是栏目名，不能留空或过长。", field="table"
        )
    return NoticeTable(
        columns, [_line(row, cells, len(columns)) for row, cells in _numbered(lines)]
    )


def _numbered(lines: list[list[str]]) -> "enumerate[list[str]]":
    return enumerate(lines[1:], start=2)


def _line(row: int, cells: list[str], width: int) -> Line:
    if len(cells) > width:
        raise NoticeInputError(
            "NOTICE_TABLE_ROW", f"名单第{row}行的格数多于栏目数。", field="table", row=row
        )
    return "", [cell.strip() for cell in cells] + [""] * (width - len(cells))


def as_pasted(columns: list[str], rows: "list[list[str]]") -> str:
    """The table as text that `read_pasted` reads again, for the editor."""
    return "\n".join("\t".join(cells) for cells in [columns, *rows]) if columns else ""
