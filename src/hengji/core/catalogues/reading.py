"""Documents → catalogue: finds the published lists in them and reads every row."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from hengji.core.catalogues import model
from hengji.core.catalogues.cells import clean, raw_row
from hengji.core.catalogues.collectors import CrosswalkLines, TwoColumnList
from hengji.core.catalogues.entries import build_entry
from hengji.core.catalogues.model import Catalogue, Entry, Finding
from hengji.core.catalogues.shapes import HUAIAN_GUIDE, Columns, Shape, recognise
from hengji.core.catalogues.tables import Grid, cut_tables
from hengji.core.documents.blocks import Block, Paragraph
from hengji.core.text import squeeze

_TITLE = (
    (re.compile(r"^我?[^0-9]*备案通过的.{0,8}考核规范目录"), model.SICHUAN_FILED),
    (re.compile(r"^我?[^0-9]*自行管理.{0,8}考核规范目录"), model.SICHUAN_MANAGED),
    (re.compile(r"^[^0-9]*公布的专项职业能力考核规范目录"), model.NATIONAL),
)
_SICHUAN = (model.SICHUAN_FILED, model.SICHUAN_MANAGED)
_COUNT = re.compile(r"[（(](\d+)项[）)]$")
_ITEM = re.compile(r"^(Z?\d+)、(.+)$")
_BATCH = re.compile(r"^[一二三四五六七八九十]+、")
_SPEC_TITLE = re.compile(r"^《(.*?)(?:专项职业能力考核规范)?》$")
# 003 附件2: the first column says which of three lists a row belongs to.
_GUIDE_LISTS = (
    ("技能等级", model.HUAIAN_OCCUPATIONS),
    ("专项职业能力", model.HUAIAN_SPECIALTIES),
    ("培训合格", model.HUAIAN_COMPLETION),
)


def read_catalogue(blocks: Iterable[Block]) -> Catalogue:
    """All lists that these blocks hold; an unknown table is named, not an error."""
    reader = _Reader()
    for piece in cut_tables(blocks):
        if isinstance(piece, Paragraph):
            reader.paragraph(piece.text)
        else:
            reader.grid(piece)
    return reader.result()


class _Reader:
    def __init__(self) -> None:
        self._entries: dict[str, list[Entry]] = {}
        self._national = TwoColumnList()
        self._crosswalk = CrosswalkLines()
        self._announced: dict[str, int] = {}
        self._faults: list[Finding] = []
        self._unrecognised: list[str] = []
        self._section = ""  # the list whose title was met last
        self._open: tuple[Shape, Columns, int] | None = None
        self._waiting: tuple[Shape, Columns, tuple[str, ...]] | None = None
        self._above: tuple[str, ...] = ()  # the upper line of the open table's heading
        self._carried = ""  # the group cell that covers several rows

    # -- running text -------------------------------------------------------------------------

    def paragraph(self, text: str) -> None:
        """A title opens a list, numbered lines fill it, other text closes it."""
        text = squeeze(text)
        for pattern, list_id in _TITLE:
            if pattern.match(text):
                self._take_waiting()
                self._section = list_id
                count = _COUNT.search(text)
                if count:
                    self._announced[list_id] = int(count.group(1))
                return
        item = _ITEM.match(text)
        if item and self._section in _SICHUAN:
            self._add_item(item.group(1), item.group(2), text)
        elif self._section and text and not _BATCH.match(text) and not text.isdigit():
            self._take_waiting()
            self._section = ""

    def _add_item(self, seq: str, printed: str, raw: str) -> None:
        title = _SPEC_TITLE.match(printed)
        name = title.group(1) if title else printed
        self._add(self._section, {"seq": seq, "name": name}, raw)

    # -- tables -------------------------------------------------------------------------------

    def grid(self, grid: Grid) -> None:
        """Rows below one heading; without a heading they continue the table before."""
        if grid.heading is not None and _words(grid.heading) != self._above:
            found = recognise(grid.heading)
            if found is None:
                self._open = None
                self._unrecognised.append(" ".join(filter(None, map(clean, grid.heading))))
                return
            self._open = (*found, len(grid.heading))
            self._above = _words(grid.above)
        if self._open is None:
            return
        shape, columns, width = self._open
        for row in grid.heal(width):
            if self._waiting and shape == self._waiting[0] and _is_rest(shape, columns, row):
                self._waiting = (shape, columns, _joined(self._waiting[2], row))
            else:
                self._take_waiting()
                self._waiting = (shape, columns, row)

    def _take_waiting(self) -> None:
        """A row is taken when the next begins: only then is it known to be whole."""
        if self._waiting is None:
            return
        shape, columns, row = self._waiting
        self._waiting = None
        if shape.key == model.CROSSWALK:
            self._crosswalk.add(columns, row)
        elif shape.key == model.NATIONAL and self._section in _SICHUAN:
            for seq_at, name_at in zip(columns["seq"], columns["name"], strict=True):
                if row[name_at].strip():
                    raw = raw_row((row[seq_at], row[name_at]))
                    self._add_item(clean(row[seq_at]), clean(row[name_at]), raw)
        elif shape.key == model.NATIONAL:
            wrong = self._national.add(columns, row)
            if wrong:
                self._fault(shape, row, "ROW_UNREADABLE", wrong)
        else:
            self._take_row(shape, columns, row)

    def _take_row(self, shape: Shape, columns: Columns, row: Sequence[str]) -> None:
        cells = {field: row[places[0]] for field, places in columns.items()}
        if shape.key != HUAIAN_GUIDE:
            self._add(shape.key, cells, raw_row(row))
            return
        self._carried = clean(cells["certificate"]) or self._carried
        for word, list_id in _GUIDE_LISTS:
            if word in self._carried:
                self._add(list_id, cells | {"certificate": self._carried}, raw_row(row))
                return
        text = f"补贴项目“{self._carried}”不是已知的三类证书"
        self._fault(shape, row, "GROUP_UNKNOWN", text)

    def _add(self, list_id: str, cells: dict[str, str], raw: str) -> None:
        rows = self._entries.setdefault(list_id, [])
        rows.append(build_entry(list_id, len(rows) + 1, cells, raw))

    def _fault(self, shape: Shape, row: Sequence[str], code: str, message: str) -> None:
        text = f"{message}：{raw_row(row)}"
        self._faults.append(Finding("error", code, shape.key, None, text, "请对照原件补全这一行"))

    def result(self) -> Catalogue:
        """Everything read, the lists in their fixed order."""
        self._take_waiting()
        for seq, name, raw in self._national.rows():
            self._add(model.NATIONAL, {"seq": seq, "name": name}, raw)
        order = [list_id for list_id in model.LIST_TITLES if list_id in self._entries]
        return Catalogue(
            entries=tuple(entry for list_id in order for entry in self._entries[list_id]),
            crosswalk=tuple(self._crosswalk.pairs),
            announced=tuple(self._announced.items()),
            faults=tuple(self._faults),
            unrecognised=tuple(self._unrecognised),
        )


def _words(heading: Sequence[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(squeeze, heading)))


def _is_rest(shape: Shape, columns: Columns, row: Sequence[str]) -> bool:
    """Is this the rest of a row that the end of a page cut in two?

    It has no number of its own (in the crosswalk: no code) and not every other cell, as a row
    that merely lacks its number would have.
    """
    key = columns["code" if shape.key == model.CROSSWALK else "seq"][0]
    if row[key].strip() or shape.key == model.NATIONAL:
        return False
    others = [row[places[0]] for field, places in columns.items() if places[0] != key]
    return any(cell.strip() for cell in row) and not all(cell.strip() for cell in others)


def _joined(row: Sequence[str], rest: Sequence[str]) -> tuple[str, ...]:
    pieces = zip_longest(row, rest, fillvalue="")
    return tuple("\n".join(filter(None, parts)) for parts in pieces)
