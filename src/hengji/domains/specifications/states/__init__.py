"""The states of a specification, the ways between them, and the todos they are."""

from hengji.domains.specifications.states.state import (
    BEFORE_FILING,
    ENDED,
    FINAL_REVIEWED_BY_ANOTHER,
    FIRST_REVIEWED_BY_ANOTHER,
    ISSUED,
    PREPARING,
    PROMULGATED_BY_ANOTHER,
    PUBLIC,
    WRITING,
    State,
)
from hengji.domains.specifications.states.table import SPECIFICATION

__all__ = [
    "BEFORE_FILING",
    "ENDED",
    "FINAL_REVIEWED_BY_ANOTHER",
    "FIRST_REVIEWED_BY_ANOTHER",
    "ISSUED",
    "PREPARING",
    "PROMULGATED_BY_ANOTHER",
    "PUBLIC",
    "SPECIFICATION",
    "WRITING",
    "State",
]
