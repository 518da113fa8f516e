"""What an answer of a lookup may leave to be asked of each claim (see :mod:`settling`)."""

from dataclasses import dataclass

from hengji.core.adjudication.ruleset import LARGEST_MASK
from hengji.core.rules.expression import Expression


@dataclass(frozen=True)
class Demanded:
    """Whether a claim meets what a rule demands of its own values."""

    code: str
    demand: Expression
    doubt: int = 0
    """The bits of what is missing to know whether the rule applies; 0 where it does."""


@dataclass(frozen=True)
class Needed:
    """Whether a value that something depends on is there."""

    name: str


@dataclass(frozen=True)
class Counted:
    """What a quota counts the claim under."""

    code: str


@dataclass(frozen=True)
class Priced:
    """What a line of the amounts, by its place, makes of the claim's own values."""

    line: int


Question = Demanded | Needed | Counted | Priced
"""What claims are still to be asked."""

OPEN_BIT = 1 << LARGEST_MASK
"""Among the bits of the questions: everything is to be asked."""
