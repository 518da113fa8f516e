"""What kinds of job there are: each domain declares its own in its ``tasks.py``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from hengji.platform.files.models import FileRecord

if TYPE_CHECKING:
    from hengji.platform.jobs.models import Job
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
Again = Callable[["Job", datetime], "Job"]


@dataclass(frozen=True)
class Kind:
    """A code, its Chinese label, and the work: it may be started again after any crash.

    ``again`` puts a failed or cancelled job into the queue once more, as a new job, for its owner;
    None where the owner begins on the record's own page. ``tells_owner`` is False where the domain
    says more than that a job has ended. ``when_cancelled`` tells what becomes of work half done.
    """

    code: str
    label: str
    handler: Handler
    again: Again | None = None
    tells_owner: bool = True
    when_cancelled: str = "已处理的部分不会保留。"


_kinds: dict[str, Kind] = {}


def declare_kind(
    code: str,
    label: str,
    handler: Handler,
    *,
    again: Again | None = None,
    tells_owner: bool = True,
    when_cancelled: str = Kind.when_cancelled,
) -> Kind:
    """Make a kind known; two kinds of one code are a mistake in the program."""
    kind = Kind(code, label, handler, again, tells_owner, when_cancelled)
    if _kinds.setdefault(code, kind).handler is not handler:
        raise ValueError(f"job kind {code} is declared twice")
    return kind


def kind_of(code: str) -> Kind:
    """The kind of this code. Raises KeyError when an older version's job names a lost one."""
    return _kinds[code]


def all_kinds() -> list[tuple[str, str]]:
    """Code and label of every kind, for a filter."""
    return sorted((kind.code, kind.label) for kind in _kinds.values())


def tells_owner(code: str) -> bool:
    """Whether the owner is told of the end; also for a kind that this version does not have."""
    return code not in _kinds or _kinds[code].tells_owner


def may_go_again(code: str) -> bool:
    """Whether a job of this kind can be started once more by its owner."""
    return code in _kinds and _kinds[code].again is not None


def when_cancelled(code: str) -> str:
    """What becomes of the work half done; nothing is said of a kind that an older version knew."""
    kind = _kinds.get(code)
    return kind.when_cancelled if kind else ""
