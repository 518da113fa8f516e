"""What a lookup is, and what it answers."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from hengji.core.rules.values import Value

Group = Hashable
"""Where the first step of a lookup leads: equal groups give equal answers."""


@dataclass(frozen=True, slots=True)
class Found:
    """The attributes in the order of the pack's declaration, and the inputs that were missing.

    ``notes`` are for the explanation only (which of several entries was chosen, and why).
    """

    values: tuple[Value, ...]
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def _none() -> Iterable[tuple[Value, ...]]:
    return ()


def _itself(group: Group) -> Found:
    if not isinstance(group, Found):
        raise TypeError(type(group))
    return group


@dataclass(frozen=True)
class Lookup:
    """Two functions; the last ``narrow`` inputs belong to the second.

    ``usual`` gives combinations for the first step that are worth answering before any claim
    is read.
    """

    group: Callable[..., Group]
    found: Callable[..., Found] = _itself
    narrow: int = 0
    usual: Callable[[], Iterable[tuple[Value, ...]]] = _none
