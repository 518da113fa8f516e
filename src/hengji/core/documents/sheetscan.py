"""What the fast reader does not tell about a worksheet: formulas, error values, its true extent.

calamine gives an empty text for a formula without a stored value and for #N/A alike, and lays
a sheet out as one dense block, so a lone cell in the last corner would take all memory.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from hengji.core.documents.errors import DocumentError

MOST_CELLS = 24_000_000
"""The largest block (rows × columns) that is laid out: about 0.75 GB."""

_CHUNK = 1 << 20
_LAST_COLUMN = 16_384  # XFD, the last that the format has
# Formulas; error values; comments and CDATA, which can hide anything; prefixed names.
_SPECIAL = (b"<f", b'"e"', b"'e'", b"<!", b":c")
# A cell must match to its end: calamine takes the last of two places, and would obey "XFD9".
_SPECIAL_CELL = re.compile(
    rb"<c(?!ols?[ />])"  # <cols> is no cell
    rb'(?! r="[A-V](?:[0-9]{1,6}|10[0-4][0-9]{4})"(?: (?:s|t|cm|vm|ph)="[^"<>]*")*/?>)'
)
_Start = Callable[[str, dict[str, str]], None]


@dataclass
class SheetFacts:
    """Rows and columns are counted from 1, as in the file; the last ones serve the limit only."""

    formulas: list[tuple[int, int]] = field(default_factory=list)
    formulas_without_value: list[tuple[int, int]] = field(default_factory=list)
    error_values: list[tuple[int, int, str]] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0


def scan_sheet(path: Path, sheet: str) -> SheetFacts:
    """What the XML of the sheet named `sheet` holds; of a plain one, nothing is to be told.

    Raises DocumentError: damaged, too wide.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            part = _part_of(archive, sheet)
            if _is_plain(archive, part):
                return SheetFacts()
            parser = expat.ParserCreate()
            scan = _Scan(parser)
            parser.StartElementHandler = scan.start
            _feed(parser, archive, part)
            scan.close_cell()
    except (expat.ExpatError, LookupError, ValueError, zipfile.BadZipFile) as error:
        raise DocumentError(
            "DAMAGED", f"工作表“{sheet}”的内容已损坏，请用 Excel/WPS 打开后另存，再重新提交"
        ) from error
    facts = scan.facts
    if facts.last_row * facts.last_column > MOST_CELLS:
        raise DocumentError(
            "TOO_WIDE",
            f"工作表“{sheet}”的内容散布到第{facts.last_row}行、第{facts.last_column}列，无法整体读取；"
            "请删除远离数据的单元格后另存，或改用 .csv",
        )
    return facts


def _is_plain(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether a few fast searches show that there is nothing to parse the sheet for.

    That is: no formula, no error value, every cell in the columns A to V (which cannot exceed
    MOST_CELLS), all written as office programs write them.
    """
    rest = b""
    with archive.open(part) as stream:
        while read := stream.read(_CHUNK):
            whole, tag, rest = (rest + read).rpartition(b"<")
            rest = tag + rest  # the last tag may go on
            if len(rest) > _CHUNK or any(mark in whole for mark in _SPECIAL):
                return False
            if _SPECIAL_CELL.search(whole):
                return False
    return not any(mark in rest for mark in _SPECIAL)


class _Scan:
    """Handlers for one pass over a worksheet; local names only, since prefixes are free.

    Most cells are plain, so only the start of elements is listened to, and the text only of
    formulas' and errors' values; a cell is closed by the start of the next one.
    """

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.facts = SheetFacts()
        self._parser = parser
        self._row = 0
        self._column = 0
        self._type: str | None = None
        self._watched = False
        self._has_formula = False
        self._value = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name[name.find(":") + 1 :]
        if name == "c":
            if self._watched:
                self.close_cell()
            place = attributes.get("r")
            if place is None:
                self._column += 1
            else:
                letters = place.rstrip("0123456789")
                self._row = int(place[len(letters) :])
                self._column = _COLUMN_NUMBERS.get(letters) or _column_number(letters)
            self._type = attributes.get("t")
            self._watched = self._type == "e"
        elif name == "v" or name == "is":
            facts = self.facts
            if self._column > facts.last_column:
                facts.last_column = self._column
            if self._row > facts.last_row:
                facts.last_row = self._row
            if self._watched:
                self._parser.CharacterDataHandler = self._collect
        elif name == "f":
            self._watched = self._has_formula = True
        elif name == "row":
            if self._watched:
                self.close_cell()
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0

    def close_cell(self) -> None:
        """Note what the last watched cell was; to be called once more at the very end."""
        if not self._watched:
            return
        self._parser.CharacterDataHandler = None
        place, value = (self._row, self._column), self._value.strip()
        if self._has_formula:
            self.facts.formulas.append(place)
            # Excel stores the result "" of a text formula as an empty value of type str.
            if not value and self._type != "str":
                self.facts.formulas_without_value.append(place)
        if self._type == "e":
            self.facts.error_values.append((*place, value))
        self._watched = self._has_formula = False
        self._value = ""

    def _collect(self, data: str) -> None:
        self._value += data


_COLUMN_NUMBERS: dict[str, int] = {}


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = number * 26 + ord(letter) - ord("A") + 1
        if number > _LAST_COLUMN:
            raise ValueError(letters)
    _COLUMN_NUMBERS[letters] = number
    return number


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The archive member that holds the sheet: workbook.xml names an id, .rels its target."""
    identifiers: list[str] = []
    targets: dict[str, str] = {}

    def in_workbook(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet" and attributes.get("name") == sheet:
            identifiers.extend(
                value for key, value in attributes.items() if key.rpartition(":")[2] == "id"
            )

    def in_relations(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship":
            targets[attributes["Id"]] = attributes["Target"]

    _parse(archive, "xl/workbook.xml", in_workbook)
    _parse(archive, "xl/_rels/workbook.xml.rels", in_relations)
    if len(identifiers) != 1:
        raise KeyError(sheet)
    return posixpath.normpath(posixpath.join("/xl", targets[identifiers[0]])).lstrip("/")


def _parse(archive: zipfile.ZipFile, member: str, start: _Start) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    _feed(parser, archive, member)


def _feed(parser: expat.XMLParserType, archive: zipfile.ZipFile, member: str) -> None:
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            parser.Parse(piece, False)
    parser.Parse(b"", True)
