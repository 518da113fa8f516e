"""The whole adjudication as SQL, for DuckDB and PostgreSQL alike.

The statements read a table of typed claims and leave a table of decisions. They hold the same
rules as :mod:`judge` and :mod:`fold`, bit for bit; a property test keeps it so.
"""

from collections.abc import Iterator, Sequence

from hengji.core.adjudication.judging_sql import judging
from hengji.core.adjudication.limits_sql import Limits
from hengji.core.adjudication.lookups_sql import answers_table, keys_table
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.adjudication.settling import Settling
from hengji.core.adjudication.tables import DECISIONS, HOT, JUDGED, OPEN, ORDERED, WALKED, Dialect


def scratch_tables(ruleset: Ruleset) -> tuple[str, ...]:
    """Every table that a run makes, for the next run on the same connection to begin anew."""
    lookups = (
        table(place) for place in range(len(ruleset.facts)) for table in (keys_table, answers_table)
    )
    return (*lookups, JUDGED, OPEN, HOT, ORDERED, WALKED, DECISIONS)


def statements(
    ruleset: Ruleset, settlings: Sequence[Settling], dialect: Dialect
) -> Iterator[tuple[str, str]]:
    """Each step's name and statement, in order, once the claims and the lookups' tables stand."""
    for statement in judging(ruleset, settlings, dialect):
        yield "逐件核对", statement
    yield from Limits(ruleset).statements()
