"""The register of checks: each small, named, with its clause and the reason of its severity."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hengji.core.specifications.findings import Finding, Severity
from hengji.core.specifications.occupations import Occupations
from hengji.core.specifications.value import AssessmentSpec


@dataclass(frozen=True)
class Doubt:
    """What a check says of one place; ``severity`` only where it differs from the check's."""

    path: str
    message: str
    severity: Severity | None = None


CheckFunction = Callable[[AssessmentSpec, Occupations | None], Iterator[Doubt]]


@dataclass(frozen=True)
class Check:
    """A registered check; ``demand`` says in Chinese what the clause asks."""

    code: str
    severity: Severity
    clause: str
    demand: str
    reason: str
    run: CheckFunction

    def findings(self, spec: AssessmentSpec, occupations: Occupations | None) -> Iterator[Finding]:
        """The doubts of this check as findings."""
        for doubt in self.run(spec, occupations):
            severity = doubt.severity or self.severity
            yield Finding(self.code, severity, doubt.path, self.clause, doubt.message)


CHECKS: dict[str, Check] = {}


def check(
    code: str, severity: Severity, clause: str, demand: str
) -> Callable[[CheckFunction], CheckFunction]:
    """Registers a function under the code that its findings carry."""

    def register(run: CheckFunction) -> CheckFunction:
        reason = (run.__doc__ or "").strip()
        if code in CHECKS or not reason:
            raise ValueError(f"check {code} needs a name of its own and a reason")
        CHECKS[code] = Check(code, severity, clause, demand, reason, run)
        return run

    return register
