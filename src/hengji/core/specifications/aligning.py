"""Which row of one text is which row of another, when rows are rewritten, moved, added, removed.

A row is known by its name, then by its wording, then by its neighbours: persons who write together
move a task and correct it in one breath, and it is still the same task.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from hengji.core.specifications.value import WorkTask

T = TypeVar("T")

# Half of the pairs of letters in common: two wordings of one thing, in office Chinese.
_ALIKE = 0.5


@dataclass(frozen=True)
class Rows(Generic[T]):
    """How rows of one kind are told apart: by ``name``, and by ``wording`` where names differ."""

    name: Callable[[T], str]
    wording: Callable[[T], str]


def _task_wording(row: WorkTask) -> str:
    return "\n".join((row.task, *row.criteria, *row.knowledge))


TASKS = Rows[WorkTask](name=lambda row: row.task, wording=_task_wording)
ITEMS = Rows[str](name=str, wording=str)


def align(old: Sequence[T], new: Sequence[T], rows: Rows[T]) -> dict[int, int]:
    """The place in ``new`` of each row of ``old`` that is still there; each is used once."""
    found: dict[int, int] = {}
    _pair_equal(old, new, lambda row: row, found)
    _pair_equal(old, new, lambda row: rows.name(row) or None, found)
    _pair_alike(old, new, rows, found)
    _pair_between(len(old), len(new), found)
    return found


def _rest(count: int, used: set[int]) -> list[int]:
    return [place for place in range(count) if place not in used]


def _pair_equal(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], object], found: dict[int, int]
) -> None:
    waiting: dict[object, list[int]] = {}
    for place in _rest(len(new), set(found.values())):
        waiting.setdefault(key(new[place]), []).append(place)
    for place in _rest(len(old), set(found)):
        wanted = key(old[place])
        if wanted is not None and waiting.get(wanted):
            found[place] = waiting[wanted].pop(0)


def _pair_alike(old: Sequence[T], new: Sequence[T], rows: Rows[T], found: dict[int, int]) -> None:
    left = {place: _pairs(rows.wording(old[place])) for place in _rest(len(old), set(found))}
    right = {
        place: _pairs(rows.wording(new[place])) for place in _rest(len(new), set(found.values()))
    }
    likeness = sorted(
        (-_likeness(was, now), abs(here - there), here, there)
        for here, was in left.items()
        for there, now in right.items()
    )
    for unlike, _, here, there in likeness:
        if -unlike >= _ALIKE and here in left and there in right:
            found[here] = there
            del left[here], right[there]


def _pair_between(old: int, new: int, found: dict[int, int]) -> None:
    """A row rewritten from end to end is still the one between the same two neighbours."""
    back = {there: here for here, there in found.items()}
    for here in _rest(old, set(found)):
        there = found.get(here - 1, -1) + 1 if here else 0
        if here and not there:
            continue
        same_end = (here + 1 == old and there + 1 == new) or back.get(there + 1) == here + 1
        if there < new and there not in back and same_end:
            found[here], back[there] = there, here


def _pairs(text: str) -> frozenset[str]:
    around = f" {text} "
    return frozenset(around[at : at + 2] for at in range(len(around) - 1)) if text else frozenset()


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
