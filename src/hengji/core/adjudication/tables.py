"""The tables that the bulk run works on, and how values stand in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.rules.sql_engine import literal
from hengji.core.rules.values import Kind, Value

CLAIMS = "hengji_claims"
JUDGED = "hengji_judged"
OPEN = "hengji_open"
HOT = "hengji_hot"
ORDERED = "hengji_ordered"
WALKED = "hengji_walked"
DECISIONS = "hengji_decisions"

SQL_TYPES = {
    Kind.TEXT: "TEXT",
    Kind.CHOICE: "TEXT",
    Kind.WHOLE: "BIGINT",
    Kind.DATE: "DATE",
    Kind.YESNO: "BOOLEAN",
}
# A lookup's key has no NULL, so that an ordinary hash join finds it: these stand for it.
ABSENT: Mapping[Kind, Value] = {
    Kind.TEXT: "",
    Kind.CHOICE: "",
    Kind.WHOLE: -(10**15),
    Kind.DATE: date.min,
}

Column = tuple[str, str]
"""A column's name and its SQL type."""


@dataclass(frozen=True)
class Dialect:
    """The little in which the engines differ."""

    name: str
    divide: str


DUCKDB = Dialect("duckdb", "//")
POSTGRES = Dialect("postgres", "/")


def claims_columns(ruleset: Ruleset) -> list[Column]:
    """The columns of the claims table, behind ``place``."""
    return [(one.name, SQL_TYPES[one.kind]) for one in ruleset.adjudication.inputs]


def absent_sql(kind: Kind) -> str:
    """What stands for an absent value of that kind in a lookup's key."""
    value = ABSENT[kind]
    return f"DATE '{value.isoformat()}'" if isinstance(value, date) else literal(value)
