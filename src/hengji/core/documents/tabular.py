"""What a data sheet is: a header and numbered rows of text, whatever file holds them."""

import csv
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, Literal

from hengji.core.documents.errors import DocumentError

MOST_ERRORS = 10_000
"""A sheet with more faulty cells than this is answered as a whole."""

_HEADER_WITHIN = 10


class Sheet(ABC):
    """A header and the rows under it; rows are read from the file each time they are asked for.

    Row numbers are those that Excel shows; in a .csv, where a quoted cell may hold line breaks,
    that is the number of the record.
    """

    kind: ClassVar[Literal["csv", "xlsx"]]

    def __init__(self, path: Path) -> None:
        self.path = path
        self.header_row, self.header = self._find_header()

    @abstractmethod
    def records(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Every row that may hold something, the header included, as it stands in the file."""

    @abstractmethod
    def _findings(self) -> Iterator[DocumentError]:
        """What this kind of file can have wrong in its cells, below the header."""

    def rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Number and cells of each row below the header that is not wholly empty.

        Cells are padded or cut to the header's width. Raises DocumentError where the rest of
        the file cannot be read.
        """
        width = len(self.header)
        padding = ("",) * width
        for number, cells in self.records():
            if number > self.header_row and any(cells) and not "".join(cells).isspace():
                row = tuple(cells[:width])
                yield number, row if len(row) == width else row + padding[len(row) :]

    def cell_errors(self) -> list[DocumentError]:
        """All cells that cannot be taken as they are, each with its row and column.

        An error without a row concerns the whole sheet: no row of it may then be used.
        """
        errors: list[DocumentError] = []
        for error in self._findings():
            if len(errors) == MOST_ERRORS:
                message = f"出错的单元格超过 {MOST_ERRORS:,} 个，请先整理表格再提交；其余未列出"
                errors.append(DocumentError("TOO_MANY_ERRORS", message))
                break
            errors.append(error)
        return errors

    @contextmanager
    def utf8_csv(self) -> Iterator[Path]:
        """A UTF-8, comma-separated copy of all rows, which lives as long as the context."""
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "sheet.csv"
            with target.open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream, lineterminator="\n").writerows(
                    cells for _, cells in self.records()
                )
            yield target

    def column_name(self, index: int) -> str:
        """The heading of a column counted from 0, or its letter where there is no heading."""
        heading = self.header[index] if index < len(self.header) else ""
        return heading or column_letter(index)

    def _surplus(self, number: int, cells: Sequence[str]) -> Iterator[DocumentError]:
        if number <= self.header_row:
            return
        for index in range(len(self.header), len(cells)):
            if cells[index].strip():
                yield DocumentError(
                    "SURPLUS_CELL",
                    f"这一列没有表头，却填了“{shorten(cells[index])}”；请移到对应的列或删除",
                    number,
                    column_letter(index),
                )

    def _find_header(self) -> tuple[int, tuple[str, ...]]:
        """The first row with two cells or more: a title above it stands alone in its row."""
        alone: tuple[int, tuple[str, ...]] | None = None
        for number, cells in self.records():
            filled = [index for index, cell in enumerate(cells) if cell.strip()]
            if not filled:
                continue
            found = number, tuple(cell.strip() for cell in cells[: filled[-1] + 1])
            if len(filled) > 1:
                return found
            alone = alone or found
            if number >= _HEADER_WITHIN:
                break
        if alone is None:
            raise DocumentError("EMPTY_FILE", "表格里没有任何内容，请检查是否选错了文件或工作表")
        return alone


def column_letter(index: int) -> str:
    """Excel's letters for a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def shorten(text: str) -> str:
    """At most 20 characters of a cell, for a message."""
    line = " ".join(text.split())
    return line if len(line) <= 20 else line[:20] + "…"
