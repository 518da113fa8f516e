"""The records of adjudication, one noun a file."""

from hengji.domains.subsidies.models.decisions import ClaimDecision
from hengji.domains.subsidies.models.findings import ReadFault, RunTotal, TotalKind
from hengji.domains.subsidies.models.holds import ClaimHold, HoldRelease, RunClearance
from hengji.domains.subsidies.models.runs import AdjudicationRun

__all__ = [
    "AdjudicationRun",
    "ClaimDecision",
    "ClaimHold",
    "HoldRelease",
    "ReadFault",
    "RunClearance",
    "RunTotal",
    "TotalKind",
]
