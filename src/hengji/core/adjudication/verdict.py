"""What a claim is answered with."""

from dataclasses import dataclass
from enum import StrEnum


class Decision(StrEnum):
    """Rejected if anything fails; else pending if anything is unknown; else approved."""

    APPROVED = "approved"
    REJECTED = "rejected"
    PENDING = "pending"


DECISION_LABELS = {
    Decision.APPROVED: "通过",
    Decision.REJECTED: "不通过",
    Decision.PENDING: "待定",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision with its bits; ``fen`` is what is paid: zero unless approved."""

    decision: Decision
    fen: int
    fail: int
    unknown: int


def decide(fail: int, unknown: int) -> Decision:
    """The decision that two masks come to."""
    if fail:
        return Decision.REJECTED
    return Decision.PENDING if unknown else Decision.APPROVED


def yuan_text(fen: int) -> str:
    """Whole yuan without decimals, else two: 4730, 1234.50."""
    yuan, rest = divmod(fen, 100)
    return f"{yuan}.{rest:02d}" if rest else str(yuan)
