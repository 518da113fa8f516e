"""What kinds of job there are: each domain declares its own in its ``tasks.py``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hengji.platform.files.models import FileRecord

if TYPE_CHECKING:
    from hengji.platform.jobs.run import Run


@dataclass(frozen=True)
class Outcome:
    """What a job's work came to.

    ``save`` writes lasting results; it runs in the one transaction that marks the job as done, so
    that a job that was started twice still leaves its results once.
    """

    message: str
    result: FileRecord | None = None
    save: Callable[[], None] | None = None


Handler = Callable[["Run"], Outcome]


@dataclass(frozen=True)
class Kind:
    """A code, its Chinese label, and the work: it may be started again after any crash."""

    code: str
    label: str
    handler: Handler


_kinds: dict[str, Kind] = {}


def declare_kind(code: str, label: str, handler: Handler) -> Kind:
    """Make a kind known; two kinds of one code are a mistake in the program."""
    kind = Kind(code, label, handler)
    if _kinds.setdefault(code, kind).handler is not handler:
        raise ValueError(f"job kind {code} is declared twice")
    return kind


def kind_of(code: str) -> Kind:
    """The kind of this code. Raises KeyError when an older version's job names a lost one."""
    return _kinds[code]
