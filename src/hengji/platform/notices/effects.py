"""What a notice does to what was noticed: the domain that owns it registers two functions."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

from hengji.platform.notices.models import Objection, PublicNotice


class Noticeable(Protocol):
    """The effects on one kind of subject. Each runs in the transaction that causes it."""

    def on_concluded(self, notice: PublicNotice, at: datetime) -> None:
        """The period is over and no objection is open: what was noticed stands."""

    def on_objection_upheld(self, notice: PublicNotice, objection: Objection, at: datetime) -> None:
        """An objection holds, wholly or in part; ``objection.row`` is the line it is about."""


N = TypeVar("N", bound=Noticeable)
_effects: dict[str, Noticeable] = {}


def noticeable(subject_type: str) -> Callable[[type[N]], type[N]]:
    """Register a class of effects for the model of this label, as ``subsidies.adjudicationrun``."""

    def decorate(effects: type[N]) -> type[N]:
        known = _effects.setdefault(subject_type, effects())
        if type(known) is not effects:
            raise ValueError(f"effects of notices on {subject_type} are registered twice")
        return effects

    return decorate


def effects_of(notice: PublicNotice) -> Noticeable | None:
    """The effects on the notice's subject; None for a notice that stands by itself."""
    return _effects.get(notice.subject_type)
