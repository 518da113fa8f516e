"""What a lookup is, and what it answers."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from hengji.core.rules.values import Value

Group = Hashable
"""Where the first step of a lookup leads: equal groups give equal answers."""


@dataclass(frozen=True, slots=True)
class Found:
    """The attributes in the order of the pack's declaration, and the inputs that were missing.

    What is missing may be something else than an input, too (see ``FACT_UNKNOWNS``).
    ``notes`` are for the explanation only (which of several entries was chosen, and why).
    """

    values: tuple[Value, ...]
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def _none() -> Iterable[tuple[Value, ...]]:
    return ()


def _each(*choices: Value) -> Hashable:
    return choices


def _itself(group: Group) -> Found:
    if not isinstance(group, Found):
        raise TypeError(type(group))
    return group


@dataclass(frozen=True)
class Lookup:
    """Two functions; the last ``narrow`` inputs belong to the second.

    ``place`` says where the choices among the inputs lead: those that lead to the same place have
    the same groups, and where it is ``None``, no other input of the first step is read. ``usual``
    gives combinations for the first step that are worth answering before any claim is read.
    """

    group: Callable[..., Group]
    found: Callable[..., Found] = _itself
    narrow: int = 0
    place: Callable[..., Hashable] = _each
    usual: Callable[[], Iterable[tuple[Value, ...]]] = _none
