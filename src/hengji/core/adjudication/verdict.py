"""What a claim is answered with."""

from dataclasses import dataclass
from decimal import Decimal
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


def yuan_number(fen: int) -> int | Decimal:
    """What a worksheet can add up; as text it reads like :func:`yuan_text`."""
    yuan, rest = divmod(fen, 100)
    return Decimal(fen).scaleb(-2) if rest else yuan


def yuan_text(fen: int) -> str:
    """Whole yuan without decimals, else two: 4730, 1234.50."""
    return str(yuan_number(fen))
