"""Two printed tables that are not one row, one entry: a two-column page and the crosswalk."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hengji.core.catalogues.cells import clean, parse_occupation, raw_row, split_codes
from hengji.core.catalogues.model import CrosswalkPair
from hengji.core.catalogues.shapes import Columns

_SUB_ITEM = re.compile(r"^[（(](\d+)[）)](.+)$", re.DOTALL)


@dataclass
class _Item:
    """One number with its name; ``part`` counts the items (1), (2) … below a number."""

    number: int
    part: int
    seq: str
    name: str
    raw: str


class TwoColumnList:
    """Numbers run down the left half of a page, then down the right (001 附件1)."""

    def __init__(self) -> None:
        self._items: list[_Item] = []
        self._last: dict[int, _Item] = {}  # by column

    def add(self, columns: Columns, row: Sequence[str]) -> str:
        """Takes both halves of a row; returns what is wrong with it, or nothing."""
        wrong = ""
        for seq_at, name_at in zip(columns["seq"], columns["name"], strict=True):
            seq, name = clean(row[seq_at]), row[name_at]
            if (seq or name.strip()) and not self._half(seq_at, seq, name, row[seq_at]):
                wrong = f"序号“{seq}”与名称“{clean(name)}”不成一行"
        return wrong

    def _half(self, column: int, seq: str, name: str, printed_seq: str) -> bool:
        raw = raw_row((printed_seq, name))
        last = self._last.get(column)
        sub = _SUB_ITEM.match(name.strip())
        if seq.isdigit():
            item = _Item(int(seq), 0, seq, name, raw)
        elif sub and last:
            item = _Item(last.number, int(sub.group(1)), f"({sub.group(1)})", sub.group(2), raw)
        elif not seq and last:
            # The rest of a name that the end of a page cut off.
            last.name += f"\n{name}"
            last.raw += raw_row((f"\n{name}",))
            return True
        else:
            return False
        self._last[column] = item
        self._items.append(item)
        return True

    def rows(self) -> list[tuple[str, str, str]]:
        """Number, name and raw text of every item, by number."""
        ordered = sorted(self._items, key=lambda item: (item.number, item.part))
        return [(item.seq, item.name, item.raw) for item in ordered]


class CrosswalkLines:
    """Lines of 003 附件4 → pairs, one for each old and each current code of a line."""

    def __init__(self) -> None:
        self.pairs: list[CrosswalkPair] = []
        self._lines = 0
        self._case = ""

    def add(self, columns: Columns, row: Sequence[str]) -> None:
        """Takes a line; a merged case or old occupation is that of the line before."""
        (class_now, class_old), (code_now, code_old), (name_now, name_old) = (
            columns[field] for field in ("class", "code", "name")
        )
        self._lines += 1
        self._case = clean(row[0]) or self._case
        old = [row[class_old], row[code_old], row[name_old]]
        if not any(cell.strip() for cell in old) and self.pairs:
            last = self.pairs[-1]
            old = [last.class_old, last.code_old, last.name_old]
        self.pairs.extend(
            CrosswalkPair(
                case=self._case,
                class_now=clean(row[class_now]),
                code_now=now,
                name_now=_name(row[name_now]),
                class_old=clean(old[0]),
                code_old=before,
                name_old=_name(old[2]),
                row=self._lines,
                raw=raw_row(row),
            )
            for now in split_codes(row[code_now])
            for before in split_codes(old[1])
        )


def _name(cell: str) -> str:
    """Without star and mark, but with the bracket: 婴幼儿发展引导员（育婴员）."""
    printed = parse_occupation(cell)
    return f"{printed.name}（{printed.scope}）" if printed.scope else printed.name
