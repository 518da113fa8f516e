"""Which events there are, and who receives them.

A package declares its events in its ``events.py`` and receives others' in its ``receivers.py``;
both are found at the start, so that every process knows all of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hengji.platform.jurisdictions.models import Jurisdiction


@dataclass(frozen=True)
class Received:
    """An event as its receiver sees it.

    ``id`` never changes over retries and replays: a receiver whose effect could happen twice keeps
    it beside the effect, under a unique constraint.
    """

    id: int
    event: str
    subject_id: str
    jurisdiction: Jurisdiction | None
    payload: Mapping[str, Any]
    at: datetime


Handler = Callable[[Received, datetime], None]


@dataclass(frozen=True)
class Receiver:
    """A function under the name by which its deliveries are kept; a name is never used again."""

    event: str
    name: str
    label: str
    handler: Handler


_labels: dict[str, str] = {}
_for_record: dict[str, str] = {}
_receivers: dict[str, Receiver] = {}


def declare_event(code: str, label: str, *, for_record: str = "") -> str:
    """Make an event known by its code and Chinese label; the code, for `publish`.

    ``for_record`` says why nobody receives it; every other event has a receiver (a test sees to
    that).
    """
    if _labels.setdefault(code, label) != label:
        raise ValueError(f"event {code} is declared twice")
    if for_record:
        _for_record[code] = for_record
    return code


def why_unreceived(code: str) -> str:
    """Why nobody receives this event; empty where somebody should."""
    return _for_record.get(code, "")


def require_declared(code: str) -> None:
    """Raise ValueError for an event that nobody declared: a mistake in the program."""
    if code not in _labels:
        raise ValueError(f"event {code} is not declared; call declare_event in its events.py")


def label_of(code: str) -> str:
    """The Chinese label; the code itself for an event of an older version."""
    return _labels.get(code, code)


def all_events() -> list[tuple[str, str]]:
    """Code and label of every declared event, for a filter."""
    return sorted(_labels.items())


def receiver(event: str, *, name: str, label: str) -> Callable[[Handler], Handler]:
    """Have a function called with every later event of this code.

    It works in the transaction that marks the delivery as done: what it writes to the database
    happens exactly once. What it does outside happens at least once. It is called with the event
    and the present time, is short, and reads the record as it is now rather than as it was told.
    """
    require_declared(event)

    def register(handler: Handler) -> Handler:
        one = Receiver(event, name, label, handler)
        if _receivers.setdefault(name, one).handler is not handler:
            raise ValueError(f"receiver {name} is declared twice")
        return handler

    return register


def receivers_of(event: str) -> list[Receiver]:
    """Everyone who wants this event, by name."""
    return sorted(
        (one for one in _receivers.values() if one.event == event), key=lambda one: one.name
    )


def all_receivers() -> list[Receiver]:
    """Every receiver, by name."""
    return sorted(_receivers.values(), key=lambda one: one.name)


def receiver_named(name: str) -> Receiver | None:
    """The receiver of this name; None where this version of the program has none."""
    return _receivers.get(name)
