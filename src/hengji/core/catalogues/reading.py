"""Documents → catalogue: finds the published lists in them and reads every row."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from hengji.core.catalogues import model
from hengji.core.catalogues.cells import clean, raw_cell, split_codes
from hengji.core.catalogues.cells import parse_occupation as parse_name
from hengji.core.catalogues.entries import build_entry
from hengji.core.catalogues.model import (
    CELL_BREAK,
    LINE_BREAK,
    Catalogue,
    CrosswalkPair,
    Entry,
    Finding,
)
from hengji.core.catalogues.shapes import HUAIAN_GUIDE, Columns, Shape, recognise
from hengji.core.catalogues.tables import Grid, cut_tables
from hengji.core.documents.blocks import Block, Paragraph
from hengji.core.text import squeeze

_TITLE = (
    (re.compile(r"^我?[^0-9]*备案通过的.{0,8}考核规范目录"), model.SICHUAN_FILED),
    (re.compile(r"^我?[^0-9]*自行管理.{0,8}考核规范目录"), model.SICHUAN_MANAGED),
    (re.compile(r"^[^0-9]*公布的专项职业能力考核规范目录"), model.NATIONAL),
)
_COUNT = re.compile(r"[（(](\d+)项[）)]$")
_ITEM = re.compile(r"^(Z?\d+)、(.+)$")
_BATCH = re.compile(r"^[一二三四五六七八九十]+、")
_SPEC_TITLE = re.compile(r"^《(.*?)(?:专项职业能力考核规范)?》$")
_SUB_ITEM = re.compile(r"^[（(](\d+)[）)](.+)$", re.DOTALL)
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
        self._national: list[tuple[int, int, str, str, str]] = []
        self._pairs: list[CrosswalkPair] = []
        self._lines = 0
        self._announced: dict[str, int] = {}
        self._faults: list[Finding] = []
        self._unrecognised: list[str] = []
        self._section = ""  # the list whose title was met last
        self._open: tuple[Shape, Columns, int] | None = None
        self._last: tuple[str, tuple[str, ...], str] = ("", (), "")  # shape, row, its list
        self._carried = ""  # the group cell that covers several rows
        self._parents: dict[int, int] = {}  # column → number of its last national item

    # -- running text -------------------------------------------------------------------------

    def paragraph(self, text: str) -> None:
        """A title opens a list, numbered lines fill it, other text closes it."""
        text = squeeze(text)
        for pattern, list_id in _TITLE:
            if pattern.match(text):
                self._section = list_id
                count = _COUNT.search(text)
                if count:
                    self._announced[list_id] = int(count.group(1))
                return
        item = _ITEM.match(text)
        if item and self._section in (model.SICHUAN_FILED, model.SICHUAN_MANAGED):
            self._add_item(item.group(1), item.group(2), text)
        elif text and not _BATCH.match(text) and not text.isdigit():
            self._section = ""

    def _add_item(self, seq: str, printed: str, raw: str) -> None:
        title = _SPEC_TITLE.match(printed)
        name = title.group(1) if title else printed
        self._add(self._section, {"seq": seq, "name": name}, raw)

    # -- tables -------------------------------------------------------------------------------

    def grid(self, grid: Grid) -> None:
        """Rows below one heading; without a heading they continue the table before."""
        if grid.heading is not None:
            found = recognise(grid.heading)
            if found is None:
                self._open = None
                self._unrecognised.append(" ".join(filter(None, map(clean, grid.heading))))
                return
            self._open = (*found, len(grid.heading))
        if self._open is None:
            return
        shape, columns, width = self._open
        for place, row in enumerate(grid.heal(width)):
            if shape.key == model.CROSSWALK:
                self._crosswalk_row(columns, row)
            elif shape.pairs:
                self._paired_row(columns, row)
            elif place == 0 and not row[columns["seq"][0]].strip() and shape.key == self._last[0]:
                self._row(shape, columns, self._take_back(row))
            else:
                self._row(shape, columns, row)

    def _take_back(self, rest: Sequence[str]) -> tuple[str, ...]:
        """The last row whole again: a page that ends inside it leaves its rest without number."""
        _, row, list_id = self._last
        if list_id:
            self._entries[list_id].pop()
        return tuple(
            "\n".join(filter(None, parts)) for parts in zip_longest(row, rest, fillvalue="")
        )

    def _row(self, shape: Shape, columns: Columns, row: tuple[str, ...]) -> None:
        self._last = (shape.key, row, "")
        cells = {field: row[places[0]] for field, places in columns.items()}
        if shape.key != HUAIAN_GUIDE:
            self._add(shape.key, cells, _raw(row))
            self._last = (shape.key, row, shape.key)
            return
        self._carried = clean(cells["certificate"]) or self._carried
        for word, list_id in _GUIDE_LISTS:
            if word in self._carried:
                self._add(list_id, cells | {"certificate": self._carried}, _raw(row))
                self._last = (shape.key, row, list_id)
                return
        self._fault(row, "GROUP_UNKNOWN", f"补贴项目“{self._carried}”不是已知的三类证书")

    def _add(self, list_id: str, cells: dict[str, str], raw: str) -> None:
        rows = self._entries.setdefault(list_id, [])
        rows.append(build_entry(list_id, len(rows) + 1, cells, raw))

    def _paired_row(self, columns: Columns, row: Sequence[str]) -> None:
        """A two-column page: numbers run down the left half, then down the right."""
        for seq_at, name_at in zip(columns["seq"], columns["name"], strict=True):
            seq, name = clean(row[seq_at]), row[name_at]
            if not seq and not name.strip():
                continue
            raw = _raw((row[seq_at], name))
            sub = _SUB_ITEM.match(name.strip())
            if seq.isdigit():
                self._parents[seq_at] = int(seq)
                self._national.append((int(seq), 0, seq, name, raw))
            elif sub:
                parent = self._parents.get(seq_at, 0)
                number = int(sub.group(1))
                self._national.append((parent, number, f"({number})", sub.group(2), raw))
            else:
                self._fault(row, "ROW_UNREADABLE", f"序号“{seq}”与名称“{clean(name)}”不成一行")

    def _crosswalk_row(self, columns: Columns, row: Sequence[str]) -> None:
        """Several codes in a cell make several pairs; a merged old cell serves the next line."""
        (class_now, class_old), (code_now, code_old), (name_now, name_old) = (
            columns[field] for field in ("class", "code", "name")
        )
        self._lines += 1
        self._carried = clean(row[0]) or self._carried
        old = [row[class_old], row[code_old], row[name_old]]
        if not any(cell.strip() for cell in old) and self._pairs:
            last = self._pairs[-1]
            old = [last.class_old, last.code_old, last.name_old]
        for now_code in split_codes(row[code_now]):
            for old_code in split_codes(old[1]):
                self._pairs.append(
                    CrosswalkPair(
                        case=self._carried,
                        class_now=clean(row[class_now]),
                        code_now=now_code,
                        name_now=_crosswalk_name(row[name_now]),
                        class_old=clean(old[0]),
                        code_old=old_code,
                        name_old=_crosswalk_name(old[2]),
                        row=self._lines,
                        raw=_raw(row),
                    )
                )

    def _fault(self, row: Sequence[str], code: str, message: str) -> None:
        list_id = self._open[0].key if self._open else ""
        text = f"{message}：{_raw(row)}"
        self._faults.append(Finding("error", code, list_id, None, text, "请对照原件补全这一行"))

    def result(self) -> Catalogue:
        for _, _, seq, name, raw in sorted(self._national, key=lambda item: item[:2]):
            self._add(model.NATIONAL, {"seq": seq, "name": name}, raw)
        order = [list_id for list_id in model.LIST_TITLES if list_id in self._entries]
        return Catalogue(
            entries=tuple(entry for list_id in order for entry in self._entries[list_id]),
            crosswalk=tuple(self._pairs),
            announced=tuple(self._announced.items()),
            faults=tuple(self._faults),
            unrecognised=tuple(self._unrecognised),
        )


def _crosswalk_name(cell: str) -> str:
    """Without star and mark, but with the bracket: 婴幼儿发展引导员（育婴员）."""
    printed = parse_name(cell)
    return f"{printed.name}（{printed.scope}）" if printed.scope else printed.name


def _raw(row: Sequence[str]) -> str:
    return CELL_BREAK.join(raw_cell(cell) for cell in row).replace("\n", LINE_BREAK)
