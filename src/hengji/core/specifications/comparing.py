"""What changed between two texts of one specification: by place, down to the words."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, takewhile
from typing import Any

from hengji.core.specifications.aligning import ITEMS, TASKS, align
from hengji.core.specifications.value import AssessmentSpec, WorkTask

# Chinese is compared by character, a number or a Latin word as a whole.
_WORD = re.compile(r"[A-Za-z0-9.%]+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^，。；！？\n]*[，。；！？\n]|[^，。；！？\n]+")
# The time that comparing takes grows with the square of the length, and more where words recur:
# what is longer goes by sentence first, and a whole page rewritten is not compared any further.
_LONG = 200
_LONGEST_BY_LETTER = 1_000
_MOST_SENTENCES = 1_000
# One letter left between two changes by accident makes a sentence harder to read, not easier.
_SHORTEST_KEPT = 2


class Kind(StrEnum):
    """What happened to a place."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


class Mark(StrEnum):
    """What happened to a piece of a wording."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """A stretch of wording, with whether it was there before and is there now."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class Change:
    """``path`` is the place in the new text (of a removed one, in the old); ``was`` in the old.

    The kept and removed pieces together are the old wording, the kept and added ones the new.
    """

    kind: Kind
    path: str
    was: str
    pieces: tuple[Piece, ...]


def compare(old: AssessmentSpec, new: AssessmentSpec) -> tuple[Change, ...]:
    """Every difference, in the order of the form; nothing when the two say the same."""
    return tuple(_compare("", "", old, new))


def words_compared(old: str, new: str) -> tuple[Piece, ...]:
    """Two wordings of one thing as one line of pieces: letter by letter, long ones by sentence."""
    pieces = (piece for piece in _by_sentence(old, new) if piece.text)
    return tuple(
        Piece(mark, "".join(piece.text for piece in stretch))
        for mark, stretch in groupby(pieces, lambda piece: piece.mark)
    )


def _by_sentence(old: str, new: str) -> Iterable[Piece]:
    if max(len(old), len(new)) < _LONG:
        yield from _by_letter(old, new)
        return
    was, now = _SENTENCE.findall(old), _SENTENCE.findall(new)
    begin = _alike(was, now)
    end = _alike(was[begin:][::-1], now[begin:][::-1])
    yield Piece(Mark.KEPT, "".join(was[:begin]))
    yield from _middle(was[begin : len(was) - end], now[begin : len(now) - end])
    yield Piece(Mark.KEPT, "".join(was[len(was) - end :]))


def _alike(was: list[str], now: list[str]) -> int:
    """How many are the same from the first on."""
    pairs = zip(was, now, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _middle(was: list[str], now: list[str]) -> Iterable[Piece]:
    if max(len(was), len(now)) > _MOST_SENTENCES:
        yield from _pieces("".join(was), "".join(now))
        return
    for kind, a, b, c, d in SequenceMatcher(None, was, now).get_opcodes():
        before, after = "".join(was[a:b]), "".join(now[c:d])
        if kind == "equal":
            yield Piece(Mark.KEPT, before)
        elif max(len(before), len(after)) <= _LONGEST_BY_LETTER:
            yield from _by_letter(before, after)
        else:
            yield from _pieces(before, after)


def _by_letter(old: str, new: str) -> list[Piece]:
    was, now = _WORD.findall(old), _WORD.findall(new)
    pieces: list[Piece] = []
    removed = added = ""
    for kind, a, b, c, d in SequenceMatcher(None, was, now).get_opcodes():
        kept = "".join(was[a:b]) if kind == "equal" else ""
        inside = bool(a and c) and b < len(was) and d < len(now)
        if kept and not (inside and len(kept) < _SHORTEST_KEPT):
            pieces += _pieces(removed, added)
            pieces.append(Piece(Mark.KEPT, kept))
            removed = added = ""
        else:
            removed, added = removed + "".join(was[a:b]), added + "".join(now[c:d])
    return [*pieces, *_pieces(removed, added)]


def _pieces(removed: str, added: str) -> list[Piece]:
    both = Piece(Mark.REMOVED, removed), Piece(Mark.ADDED, added)
    return [piece for piece in both if piece.text]


def _compare(was: str, path: str, old: Any, new: Any) -> Iterable[Change]:
    if old == new:
        return
    if isinstance(old, tuple):
        yield from _compare_rows(was, path, old, new)
    elif hasattr(old, "__dataclass_fields__"):
        for one in fields(old):
            before, after = getattr(old, one.name), getattr(new, one.name)
            yield from _compare(_inside(was, one.name), _inside(path, one.name), before, after)
    else:
        yield Change(Kind.CHANGED, path, was, words_compared(wording(old), wording(new)))


def _inside(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _compare_rows(
    was: str, path: str, old: tuple[Any, ...], new: tuple[Any, ...]
) -> Iterable[Change]:
    found = align(old, new, TASKS if path == "tasks" else ITEMS)
    back = {there: here for here, there in found.items()}
    still = _longest_rising([back[there] for there in sorted(back)])
    for there, row in enumerate(new):
        place, here = f"{path}[{there}]", back.get(there)
        if here is None:
            yield Change(Kind.ADDED, place, "", (Piece(Mark.ADDED, wording(row)),))
            continue
        if here not in still:
            whole = (Piece(Mark.KEPT, wording(row)),)
            yield Change(Kind.MOVED, place, f"{was}[{here}]", whole)
        yield from _compare(f"{was}[{here}]", place, old[here], row)
    for here, row in enumerate(old):
        if here not in found:
            place = f"{was}[{here}]"
            yield Change(Kind.REMOVED, place, place, (Piece(Mark.REMOVED, wording(row)),))


def _longest_rising(places: Sequence[int]) -> set[int]:
    """The most rows that kept their order among themselves: the others are those that moved."""
    tails: list[int] = []
    chains: list[tuple[int, ...]] = []
    for place in places:
        at = bisect_left(tails, place)
        chain = (*(chains[at - 1] if at else ()), place)
        tails[at : at + 1], chains[at : at + 1] = [place], [chain]
    return set(chains[-1]) if chains else set()


def wording(value: object) -> str:
    """A value as it is read: a task by its lines, a weight in percent, 是 or 否, None as ""."""
    if isinstance(value, WorkTask):
        lines = (value.task, *value.criteria, *value.knowledge, wording(value.weight))
        return "\n".join(line for line in lines if line)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}%"
    return "" if value is None else str(value)
