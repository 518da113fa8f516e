"""Two persons wrote at once: one text out of both, by structure, with nothing lost.

What only one of them touched is taken from that one. What both touched differently stays as it is
already saved (``theirs``) and is told as a conflict, so that the second to save may take their own
wording over. Every wording is in the merged text or in a conflict; none is invented.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

from hengji.core.specifications.aligning import ITEMS, TASKS, Rows, align
from hengji.core.specifications.value import AssessmentSpec

_KINDS: dict[str, Rows[Any]] = {"tasks": TASKS}


@dataclass(frozen=True)
class Conflict:
    """Both changed one thing, differently.

    ``path`` is its place in the merged text. The values are what each has there; ``mine`` None: I
    removed what the other changed (it is still there); ``theirs`` None: the other removed what I
    changed, ``path`` is the list it belonged to and ``after`` the place of the row that it stood
    behind, empty at the head of the list. A conflict over the order of a list has the list's path,
    and the names of its rows in each one's order as tuples.
    """

    path: str
    base: object
    mine: object
    theirs: object
    after: str = ""


@dataclass(frozen=True)
class Merged:
    """The text of both, and what its second author has to look at."""

    spec: AssessmentSpec
    conflicts: tuple[Conflict, ...] = ()


def merge(base: AssessmentSpec, mine: AssessmentSpec, theirs: AssessmentSpec) -> Merged:
    """``mine`` and ``theirs`` both came from ``base``; ``theirs`` is already saved."""
    conflicts: list[Conflict] = []
    spec: AssessmentSpec = _merge("", base, mine, theirs, conflicts)
    return Merged(spec, tuple(conflicts))


def _merge(path: str, base: Any, mine: Any, theirs: Any, told: list[Conflict]) -> Any:
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    if isinstance(base, tuple):
        return _List(path, base, mine, theirs).merged(told)
    if hasattr(base, "__dataclass_fields__"):
        return _merge_fields(path, base, mine, theirs, told)
    told.append(Conflict(path, base, mine, theirs))
    return theirs


def _merge_fields(path: str, base: Any, mine: Any, theirs: Any, told: list[Conflict]) -> Any:
    merged = {}
    for one in fields(theirs):
        inside = f"{path}.{one.name}" if path else one.name
        old, new, saved = (getattr(side, one.name) for side in (base, mine, theirs))
        merged[one.name] = _merge(inside, old, new, saved, told)
    return replace(theirs, **merged)


class _Row(NamedTuple):
    """One row, by its place in each of the three lists; None where it is not."""

    base: int | None
    mine: int | None
    theirs: int | None


class _List:
    """A list that both changed: first which rows stay, then their order, then what each says."""

    def __init__(
        self, path: str, base: tuple[Any, ...], mine: tuple[Any, ...], theirs: tuple[Any, ...]
    ) -> None:
        self._path, self._base, self._mine, self._theirs = path, base, mine, theirs
        self._kind = _KINDS.get(path, ITEMS)

    def merged(self, told: list[Conflict]) -> tuple[Any, ...]:
        rows = self._rows()
        moved: list[Conflict] = []
        ordered = self._ordered([row for row in rows if self._stays(row)], moved)
        told += [*self._taken_away(rows, ordered), *moved]
        return tuple(
            self._value(f"{self._path}[{place}]", row, told) for place, row in enumerate(ordered)
        )

    def _rows(self) -> list[_Row]:
        to_mine = align(self._base, self._mine, self._kind)
        to_theirs = align(self._base, self._theirs, self._kind)
        rows = [_Row(at, to_mine.get(at), to_theirs.get(at)) for at in range(len(self._base))]
        new_theirs = _others(self._theirs, to_theirs)
        for at in _others(self._mine, to_mine):
            name = self._kind.name(self._mine[at])
            same = (
                one for one in new_theirs if name and self._kind.name(self._theirs[one]) == name
            )
            twin = next(same, None)
            if twin is not None:
                new_theirs.remove(twin)
            rows.append(_Row(None, at, twin))
        return rows + [_Row(None, None, at) for at in new_theirs]

    def _stays(self, row: _Row) -> bool:
        if row.base is None:
            return True
        if row.theirs is None:
            return False
        return row.mine is not None or self._theirs[row.theirs] != self._base[row.base]

    def _taken_away(self, rows: list[_Row], ordered: list[_Row]) -> Iterator[Conflict]:
        """What I changed and the other removed, in my order, each behind a row that is there."""
        there = {row.mine: place for place, row in enumerate(ordered) if row.mine is not None}
        gone = {
            row.mine: row.base
            for row in rows
            if row.mine is not None and row.base is not None and row.theirs is None
        }
        behind = ""
        for at, mine in enumerate(self._mine):
            if at in there:
                behind = f"{self._path}[{there[at]}]"
            elif at in gone and mine != self._base[gone[at]]:
                yield Conflict(self._path, self._base[gone[at]], mine, None, behind)

    def _ordered(self, rows: list[_Row], told: list[Conflict]) -> list[_Row]:
        """Theirs, unless only I moved rows; the rows of one alone stand after their neighbour."""
        mine = sorted((row for row in rows if row.mine is not None), key=lambda row: row.mine or 0)
        theirs = sorted(
            (row for row in rows if row.theirs is not None), key=lambda row: row.theirs or 0
        )
        old = [row for row in rows if None not in row]
        moved_mine = [row for row in mine if row in old]
        moved_theirs = [row for row in theirs if row in old]
        if moved_mine != old:
            if moved_theirs == old:
                return _woven(mine, theirs)
            if moved_mine != moved_theirs:
                base, my_order, their_order = map(
                    self._names, (self._base, self._mine, self._theirs)
                )
                told.append(Conflict(self._path, base, my_order, their_order))
        return _woven(theirs, mine)

    def _value(self, path: str, row: _Row, told: list[Conflict]) -> Any:
        theirs = None if row.theirs is None else self._theirs[row.theirs]
        if row.mine is None:
            if row.base is not None:
                told.append(Conflict(path, self._base[row.base], None, theirs))
            return theirs
        mine = self._mine[row.mine]
        if theirs is None:
            return mine
        base = type(mine)() if row.base is None else self._base[row.base]
        return _merge(path, base, mine, theirs, told)

    def _names(self, side: tuple[Any, ...]) -> tuple[str, ...]:
        return tuple(self._kind.name(row) for row in side)


def _others(side: Sequence[Any], aligned: dict[int, int]) -> list[int]:
    return [place for place in range(len(side)) if place not in aligned.values()]


def _woven(first: list[_Row], second: list[_Row]) -> list[_Row]:
    """``first`` in its order, each further row of ``second`` after the row it stood after there."""
    woven, before = list(first), None
    for row in second:
        if row not in woven:
            place = woven.index(before) + 1 if before else 0
            while place < len(woven) and woven[place] not in second:
                place += 1
            woven.insert(place, row)
        before = row
    return woven
