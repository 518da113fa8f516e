"""Plain text taken from office documents: tables of a Word dump, tables of a PDF dump.

Two shapes occur in practice:

* a Word dump begins every cell with a tab on a line of its own, parts rows by one blank line and
  ends a table with two;
* a PDF dump has no cells at all: a heading line, then the words of each row, wrapped where the
  column was too narrow, the heading again on most pages.
"""

import re

from hengji.core.documents.blocks import Block, Paragraph, Table
from hengji.core.documents.flowtable import find_flow_tables

_ROW = re.compile(r"^\t", re.MULTILINE)


def parse(text: str) -> list[Block]:
    """The paragraphs and tables of a text dump, in order; never fails: any text has paragraphs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if _ROW.search(text):
        return _WordDump().read(text)
    return find_flow_tables(text.split("\n"))


class _WordDump:
    """Reads tab-begun cells line by line; what is open is closed by blank lines."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._rows: list[tuple[str, ...]] = []
        self._cells: list[str] = []
        self._blanks = 0

    def read(self, text: str) -> list[Block]:
        for line in text.split("\n"):
            if line.startswith("\t"):
                self._begin_cell(line.removeprefix("\t"))
            elif line.strip():
                self._continue(line)
            else:
                self._blanks += 1
                continue
            self._blanks = 0
        self._end_table()
        return self._blocks

    def _begin_cell(self, text: str) -> None:
        # One blank line between two tabs parts rows, two part tables: pages of one list follow
        # each other in this way, each with its heading.
        if self._blanks > 1:
            self._end_table()
        elif self._blanks == 1:
            self._end_row()
        self._cells.append(text)

    def _continue(self, line: str) -> None:
        if self._blanks <= 1 and self._cells:
            # A second paragraph in a cell stands behind a blank line, a line break without one.
            self._cells[-1] += "\n" + line
            return
        self._end_table()
        self._blocks.append(Paragraph(line.strip()))

    def _end_row(self) -> None:
        if self._cells:
            self._rows.append(tuple(self._cells))
            self._cells = []

    def _end_table(self) -> None:
        self._end_row()
        if self._rows:
            self._blocks.append(Table(tuple(self._rows)))
            self._rows = []
