"""All that the 技术规程 has against a specification."""

import re

from hengji.core.specifications.checks import CHECKS
from hengji.core.specifications.findings import Finding, Severity
from hengji.core.specifications.occupations import Occupations
from hengji.core.specifications.value import AssessmentSpec

__all__ = ["Finding", "Occupations", "Severity", "lint"]

_ORDER = (
    *("name", "occupation", "definition", "audience", "tasks", "task", "criteria", "knowledge"),
    *("weight", "requirements", "entry", "examiners", "count", "composition", "method"),
    *("duration_minutes", "theory", "venue", "flags", "level"),
)
_STEP = re.compile(r"(\w+)")


def lint(spec: AssessmentSpec, occupations: Occupations | None = None) -> tuple[Finding, ...]:
    """Every finding, in the order of the document.

    Without ``occupations`` it is not asked whether the occupation is one, nor whether the name
    is that of another occupation.
    """
    found = [one for check in CHECKS.values() for one in check.findings(spec, occupations)]
    return tuple(sorted(found, key=lambda finding: _place(finding.path)))


def _place(path: str) -> tuple[int, ...]:
    return tuple(
        int(step) if step.isdigit() else _ORDER.index(step) for step in _STEP.findall(path)
    )
