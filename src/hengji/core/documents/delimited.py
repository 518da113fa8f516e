"""Comma-separated files as people really send them: any usual encoding and delimiter."""

import csv
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import ClassVar, Literal

from hengji.core.documents.encoding import text_encoding
from hengji.core.documents.errors import DocumentError
from hengji.core.documents.tabular import Sheet, shorten

_DELIMITERS = (",", "\t", ";")
# Excel shows a long number so, and saves to .csv what it shows: the digits are gone.
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+\d{2}")


@dataclass(frozen=True)
class CsvDialect:
    """How a .csv is written: what must be kept when it is written again."""

    encoding: str
    delimiter: str
    line_end: str


def csv_dialect(path: Path) -> CsvDialect:
    """Find encoding, delimiter and line end of a text file. Raises DocumentError."""
    encoding = text_encoding(path)
    with path.open(encoding=encoding, newline="") as stream:
        start = "".join(islice(stream, 10))[: 1 << 16].removeprefix("\ufeff")
    # Outside quotes only: a cell may hold commas. A tie goes to the comma.
    bare = re.sub(r'"[^"]*"', "", start)
    delimiter = max(_DELIMITERS, key=bare.count)
    return CsvDialect(encoding, delimiter, "\r\n" if "\r\n" in start else "\n")


def looks_delimited(path: Path) -> bool:
    """Whether a text is a .csv: nine in ten of its first records have two cells or more.

    A dump of a document has paragraphs, whose commas are full-width; its cells begin with a tab.
    """
    dialect = csv_dialect(path)
    try:
        records = [cells for _, cells in islice(csv_records(path, dialect), 50) if cells]
    except DocumentError as error:
        if error.code != "BAD_QUOTES":
            raise
        return False
    if dialect.delimiter == "\t":
        records = [cells for cells in records if cells[0]]
    wide = sum(len(cells) > 1 for cells in records)
    return wide >= 2 and wide * 10 >= len(records) * 9


def csv_records(path: Path, dialect: CsvDialect) -> Iterator[tuple[int, list[str]]]:
    """Every record with its number from 1, blank ones included (they have no cells).

    Raises DocumentError at a quote without its partner: what follows cannot be told apart.
    """
    number = 0
    with path.open(encoding=dialect.encoding, newline="") as stream:
        if stream.read(1) != "\ufeff":  # UTF-16 without its codec's mark keeps it
            stream.seek(0)
        try:
            for number, cells in enumerate(
                csv.reader(stream, delimiter=dialect.delimiter, strict=True), start=1
            ):
                yield number, cells
        except csv.Error as error:
            raise DocumentError(
                "BAD_QUOTES",
                "这一行的引号不配对或单元格过长，从这一行起无法读取；"
                '请检查英文引号 " 是否成对，单元格内的引号应写成两个',
                number + 1,
            ) from error


class CsvSheet(Sheet):
    """A .csv, streamed: no more than one record is held."""

    kind: ClassVar[Literal["csv", "xlsx"]] = "csv"

    def __init__(self, path: Path) -> None:
        self.dialect = csv_dialect(path)
        super().__init__(path)

    def records(self) -> Iterator[tuple[int, list[str]]]:
        return csv_records(self.path, self.dialect)

    def _findings(self) -> Iterator[DocumentError]:
        width = len(self.header)
        for number, cells in self.records():
            if len(cells) > width:
                yield from self._surplus(number, cells)
            for index, cell in enumerate(cells[:width]):
                if "E+" in cell and _SCIENTIFIC.fullmatch(cell.strip()):
                    yield DocumentError(
                        "DIGITS_LOST",
                        f"“{shorten(cell)}”是科学计数法，原来的数字已丢失；"
                        "请在 Excel 中把这一列设为文本格式，重新填写后再保存",
                        number,
                        self.column_name(index),
                    )

    @contextmanager
    def utf8_csv(self) -> Iterator[Path]:
        """The file itself when it is already UTF-8 without mark and comma-separated, else a copy.

        The copy lives as long as the context; rows and their order are those of the file.
        """
        if self.dialect.delimiter != ",":
            with super().utf8_csv() as target:
                yield target
        elif self.dialect.encoding == "utf-8":
            yield self.path
        else:
            with tempfile.TemporaryDirectory() as folder:
                target = Path(folder) / "sheet.csv"
                with (
                    self.path.open(encoding=self.dialect.encoding, newline="") as source,
                    target.open("w", encoding="utf-8", newline="") as copy,
                ):
                    shutil.copyfileobj(source, copy, 1 << 20)
                yield target
