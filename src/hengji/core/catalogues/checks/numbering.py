"""Doubts about the printed numbers and the order of rows."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from hengji.core.catalogues.checks.corpus import Corpus, rows_text
from hengji.core.catalogues.checks.registry import Doubt, about, check
from hengji.core.catalogues.model import LINE_BREAK, LIST_TITLES, NATIONAL, Entry

_NUMBER = re.compile(r"^Z?(\d+)$")
_SUB_NUMBER = re.compile(r"^\(\d+\)$")


def _numbered(rows: Sequence[Entry]) -> list[tuple[Entry, int]]:
    found = [(entry, _NUMBER.match(entry.printed_seq)) for entry in rows]
    return [(entry, int(match.group(1))) for entry, match in found if match]


@check("NUMBER_UNREADABLE", "error")
def unreadable_number(corpus: Corpus) -> Iterator[Doubt]:
    """Every row has a number of its own; a row without one cannot be referred to."""
    for entry in corpus.entries:
        sub_item = entry.list_id == NATIONAL and _SUB_NUMBER.match(entry.printed_seq)
        if not (_NUMBER.match(entry.printed_seq) or sub_item):
            shown = entry.printed_seq or "空"
            yield about(entry, f"序号“{shown}”不是数字", "请对照原件补上序号")


@check("NUMBER_BREAKS", "error")
def broken_sequence(corpus: Corpus) -> Iterator[Doubt]:
    """Numbers run on by one; a leap or a fall means rows moved, lost or added in editing."""
    for rows in corpus.lists.values():
        for (_, last), (entry, number) in pairwise(_numbered(rows)):
            if number == last + 1:
                continue
            if number > last:
                text = f"序号从{last}跳到{number}，中间缺{number - last - 1}个号"
            else:
                text = f"序号从{last}退回到{number}"
            yield about(
                entry,
                f"{text}（本行是第{entry.row}行）",
                "请核对原件，按次序重新编号，并查有无漏行",
            )


@check("NUMBER_REPEATED", "error")
def repeated_number(corpus: Corpus) -> Iterator[Doubt]:
    """A number names one row; where it stands twice, “序号57” means nothing."""
    for rows in corpus.lists.values():
        places: dict[int, list[Entry]] = defaultdict(list)
        for entry, number in _numbered(rows):
            places[number].append(entry)
        for number, entries in places.items():
            for entry in entries[1:]:
                first = entries[0]
                text = (
                    f"序号{number}已用于第{first.row}行“{first.name}”，本行“{entry.name}”重复使用"
                )
                yield about(entry, text, "请改用不重复的序号；引用本目录时用行号或编码加名称")


@check("NUMBER_CELL_BROKEN", "warning")
def broken_number_cell(corpus: Corpus) -> Iterator[Doubt]:
    """A line break in the number cell tears the row in two, or glues two cells together."""
    for entry in corpus.entries:
        first = entry.cells[0]
        if first.endswith(LINE_BREAK) and entry.printed_seq.isdigit():
            text = (
                f"序号格“{entry.printed_seq}”里有多余的换行，与名称“{entry.name}”断开或粘连在一格"
            )
            yield about(entry, text, "请删去换行，序号和名称各占一格")


@check("SUB_ITEMS_WITHOUT_NUMBER", "note")
def sub_items(corpus: Corpus) -> Iterator[Doubt]:
    """Rows (1)–(5) below an item take no number: the list has more rows than its title says."""
    for rows in corpus.lists.values():
        subs = [entry for entry in rows if _SUB_NUMBER.match(entry.printed_seq)]
        if subs:
            parent = rows[subs[0].row - 2]
            text = (
                f"第{parent.printed_seq}项“{parent.name}”下另有{len(subs)}个分项"
                f"（第{rows_text([sub.row for sub in subs])}行），不占序号，按单独的行导入"
            )
            yield about(subs[0], text, "引用分项时写明上级序号，如14(1)")


@check("COUNT_DIFFERS", "error")
def announced_count(corpus: Corpus) -> Iterator[Doubt]:
    """A title such as “（80项）” promises a number of rows."""
    for list_id, announced in corpus.catalogue.announced:
        count = len(_numbered(corpus.lists.get(list_id, [])))
        if count != announced:
            title = LIST_TITLES.get(list_id, list_id)
            text = f"《{title}》的标题写明{announced}项，读到{count}项"
            yield Doubt(list_id, None, text, "请核对原件有无漏行或多行")


@check("CODE_ORDER", "note")
def out_of_code_order(corpus: Corpus) -> Iterator[Doubt]:
    """Lists sorted by code that go back somewhere were added to: readers may miss those rows.

    Only within one group (class, kind) and only where nearly all rows are in order.
    """
    for rows in corpus.lists.values():
        for _, group in groupby(rows, key=lambda entry: (entry.rate_class, entry.tags)):
            members = [entry for entry in group if re.match(r"^\d-", entry.code)]
            kept = _longest_rising([entry.code for entry in members])
            strays = [entry for place, entry in enumerate(members) if place not in kept]
            if not strays or len(kept) < 2 * len(strays):
                continue
            for run in _runs(strays):
                shown = "、".join(f"{entry.code} {entry.name}" for entry in run[:3])
                more = "等" if len(run) > 3 else ""
                text = f"第{rows_text([e.row for e in run])}行（{shown}{more}）不在编码顺序的位置上"
                yield about(run[0], text, "按编码查找时留意这些行；可能是后来补入的")


def _longest_rising(codes: Sequence[str]) -> set[int]:
    """Places of a longest non-falling run of codes: the rows that stand in order."""
    tails: list[str] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for place, code in enumerate(codes):
        # A code may stand twice, with different work types: the zero byte lets equals follow.
        at = bisect_left(tails, code + "\0")
        if at == len(tails):
            tails.append(code)
            ends.append(place)
        else:
            tails[at] = code
            ends[at] = place
        if at:
            before[place] = ends[at - 1]
    kept: set[int] = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        kept.add(place)
        place = before.get(place, -1)
    return kept


def _runs(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Neighbouring rows together."""
    run: list[Entry] = []
    for entry in entries:
        if run and entry.row != run[-1].row + 1:
            yield run
            run = []
        run.append(entry)
    if run:
        yield run
