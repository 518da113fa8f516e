"""The values a rule works on, and their kinds."""

from datetime import date
from enum import StrEnum

Value = int | str | bool | date | None
"""``None`` is *not known*; it is never zero, empty or false."""

Truth = bool | None
"""Three-valued: yes, no, not known."""


class Kind(StrEnum):
    """What a cell of a claim may hold."""

    TEXT = "text"
    CHOICE = "choice"
    WHOLE = "whole"
    DATE = "date"
    YESNO = "yesno"


class ExpressionError(ValueError):
    """An expression in a pack says something that the language does not allow."""
