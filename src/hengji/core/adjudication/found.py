"""What a lookup answers."""

from dataclasses import dataclass

from hengji.core.rules.values import Value


@dataclass(frozen=True, slots=True)
class Found:
    """The attributes in the order of the pack's declaration, and the inputs that were missing.

    ``notes`` are for the explanation only (which of several entries was chosen, and why).
    """

    values: tuple[Value, ...]
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
