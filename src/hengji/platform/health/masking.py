"""Nothing that identifies a person goes into a log, whoever writes it and however.

Numbers are known by their form. A name is not: who logs leaves it out, and only what the database
quotes is covered here.
"""

import re
from collections.abc import Mapping
from typing import Any

# PostgreSQL quotes whole rows, names included, in the second line of its errors.
_ROWS = re.compile(r"^(?P<kind>DETAIL|CONTEXT): .*$", re.MULTILINE)
# Identity codes of 18 places or the old 15, bank cards of 15–19, mobile phones; with blanks or
# hyphens between the groups as people write them. ``\d`` takes full-width digits too.
_PATTERNS = (
    (re.compile(r"(?<!\d)\d{6}[ -]?\d{8}[ -]?\d{3}[\dXxＸｘ](?!\d)"), "[证件号]"),
    (re.compile(r"(?<!\d)\d{4}(?:[ -]?\d{4}){2}[ -]?\d{3,7}(?!\d)"), "[证件号]"),
    (re.compile(r"(?<!\d)1[3-9３-９]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"), "[手机号]"),
    (re.compile(r"(?<![A-Za-z\d])[HMhm]\d{8}(?:\d{2})?(?![A-Za-z\d])"), "[证件号]"),
)


def without_persons(text: str) -> str:
    """``text`` with every number that may identify a person replaced by its kind."""
    text = _ROWS.sub(r"\g<kind>: [已隐去]", text)
    for pattern, kind in _PATTERNS:
        text = pattern.sub(kind, text)
    return text


def masked_value(value: Any) -> Any:
    """The same for whatever a log record carries; a whole number that is one becomes its kind."""
    if isinstance(value, str):
        return without_persons(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        covered = without_persons(str(value))
        return value if covered == str(value) else covered
    if isinstance(value, float):
        return value
    if isinstance(value, Mapping):
        return {masked_value(key): masked_value(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [masked_value(one) for one in value]
    return without_persons(str(value))
