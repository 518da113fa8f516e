"""The register of checks: each one small, named, with its reason in its docstring."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hengji.core.catalogues.checks.corpus import Corpus
from hengji.core.catalogues.model import Entry, Finding, Severity


@dataclass(frozen=True)
class Doubt:
    """What a check says of one row (or, with row None, of a whole list)."""

    list_id: str
    row: int | None
    message: str
    suggestion: str


CheckFunction = Callable[[Corpus], Iterator[Doubt]]


@dataclass(frozen=True)
class Check:
    """A registered check; ``reason`` is the docstring of its function."""

    code: str
    severity: Severity
    reason: str
    run: CheckFunction

    def findings(self, corpus: Corpus) -> Iterator[Finding]:
        """The doubts of this check as findings."""
        for doubt in self.run(corpus):
            yield Finding(
                self.severity, self.code, doubt.list_id, doubt.row, doubt.message, doubt.suggestion
            )


CHECKS: dict[str, Check] = {}


def check(code: str, severity: Severity) -> Callable[[CheckFunction], CheckFunction]:
    """Registers a function under the code that its findings carry."""

    def register(run: CheckFunction) -> CheckFunction:
        reason = (run.__doc__ or "").strip()
        if code in CHECKS or not reason:
            raise ValueError(f"check {code} needs a name of its own and a reason")
        CHECKS[code] = Check(code, severity, reason, run)
        return run

    return register


def about(entry: Entry, message: str, suggestion: str) -> Doubt:
    """A doubt about this row."""
    return Doubt(entry.list_id, entry.row, message, suggestion)
