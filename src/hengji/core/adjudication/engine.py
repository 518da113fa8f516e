"""The bulk run, on whatever engine holds the claims."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from hengji.core.adjudication.bulk_sql import scratch_tables, statements
from hengji.core.adjudication.found import Group
from hengji.core.adjudication.homes import settlings
from hengji.core.adjudication.judge import names_mask
from hengji.core.adjudication.lookups_sql import (
    absents,
    answers_columns,
    answers_table,
    keys_columns,
    keys_table,
    narrow_values,
    present,
    unanswered,
)
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.adjudication.settling import Settling
from hengji.core.adjudication.tables import Column, Dialect
from hengji.core.rules.values import Value

Progress = Callable[[str], None]


class Engine(Protocol):
    """A session with a database that holds the table of typed claims."""

    @property
    def dialect(self) -> Dialect:
        """How its SQL differs."""

    def execute(self, statement: str) -> None:
        """Run a statement."""

    def fetch(self, query: str) -> list[tuple[Any, ...]]:
        """Every row of a query."""

    def fill(self, table: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> None:
        """Make a temporary table out of rows."""

    def append(self, table: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> None:
        """Add rows to such a table."""


def adjudicate(engine: Engine, ruleset: Ruleset, progress: Progress = lambda _step: None) -> None:
    """From the table of claims to the table of decisions."""
    for table in scratch_tables(ruleset):
        engine.execute(f"DROP TABLE IF EXISTS {table}")
    progress("查目录")
    settled = settlings(ruleset)
    for settling in settled:
        _look_up(engine, ruleset, settling)
    for step, statement in statements(ruleset, settled, engine.dialect):
        progress(step)
        engine.execute(statement)


_Groups = dict[tuple[tuple[Value, ...], Group], int]
"""The number of each group, for each value of the wide choices."""


def _look_up(engine: Engine, ruleset: Ruleset, settling: Settling) -> None:
    """Ask a lookup once for each combination: many combinations lead to few groups."""
    fact, keys = settling.fact, keys_table(settling.place)
    groups: _Groups = {}
    absent = absents(ruleset, fact.wide)

    def key(values: Sequence[Value], group: Group) -> Sequence[Value]:
        few = tuple([values[place] for place in settling.few])
        number = groups.setdefault((few, group), len(groups))
        return (*present(values, absent), number)

    columns = keys_columns(ruleset, fact)
    engine.fill(keys, columns, [key(values, group) for values, group in fact.usual])
    others = engine.fetch(unanswered(ruleset, settling.place, fact))
    engine.append(keys, columns, [key(values, fact.lookup.group(*values)) for values in others])
    narrow = engine.fetch(narrow_values(fact)) if fact.narrow else [()]
    known: _Settled = {}
    engine.fill(
        answers_table(settling.place),
        answers_columns(ruleset, settling),
        [
            (number, *_answer(ruleset, settling, known, few, group, values))
            for (few, group), number in groups.items()
            for values in narrow
        ],
    )


_Settled = dict[tuple[Value, ...], Sequence[Value]]
"""What an answer settles, by all that it says: most occupations of a class say the same."""


def _answer(
    ruleset: Ruleset,
    settling: Settling,
    known: _Settled,
    few: Sequence[Value],
    group: Group,
    narrow: Sequence[Value],
) -> Sequence[Value]:
    """What a group comes to with these values of the narrow inputs, and what that settles."""
    fact = settling.fact
    found = fact.lookup.found(group, *narrow)
    lacked = names_mask(ruleset, found.missing)
    row = dict(zip((fact.wide[place] for place in settling.few), few, strict=True))
    row |= zip(fact.narrow, narrow, strict=True)
    row |= zip(fact.spec.gives, found.values, strict=True)
    said = (*row.values(), lacked)
    if said not in known:
        known[said] = settling.settle(row, lacked)
    return (
        *present(narrow, absents(ruleset, fact.narrow)),
        *found.values,
        lacked,
        *known[said],
    )
