"""The bulk run, on whatever engine holds the claims."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from hengji.core.adjudication.bulk_sql import (
    Dialect,
    answers_columns,
    answers_table,
    keys_columns,
    keys_table,
    narrow_values,
    present,
    scratch_tables,
    statements,
    unanswered,
)
from hengji.core.adjudication.facts import Fact
from hengji.core.adjudication.found import Group
from hengji.core.adjudication.judge import names_mask
from hengji.core.adjudication.ruleset import Ruleset

Progress = Callable[[str], None]
Column = tuple[str, str]

_STEPS = ("逐件核对", "查明缘由", "核对先后", "核对次数", "逐人排序", "逐人核对", "汇总")


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
    for place, fact in enumerate(ruleset.facts):
        _look_up(engine, ruleset, place, fact)
    for step, statement in zip(_STEPS, statements(ruleset, engine.dialect), strict=False):
        progress(step)
        engine.execute(statement)


def _look_up(engine: Engine, ruleset: Ruleset, place: int, fact: Fact) -> None:
    """Ask a lookup once for each combination: many combinations lead to few groups."""
    groups: dict[Group, int] = {}
    keys = keys_table(place)
    usual = [
        (*present(ruleset, fact.wide, values), groups.setdefault(group, len(groups)))
        for values, group in fact.usual
    ]
    engine.fill(keys, keys_columns(ruleset, fact), usual)
    others = [
        (
            *present(ruleset, fact.wide, values),
            groups.setdefault(fact.lookup.group(*values), len(groups)),
        )
        for values in engine.fetch(unanswered(ruleset, place, fact))
    ]
    engine.append(keys, keys_columns(ruleset, fact), others)
    narrow = engine.fetch(narrow_values(fact)) if fact.narrow else [()]
    answers = []
    for group, number in groups.items():
        for values in narrow:
            found = fact.lookup.found(group, *values)
            mask = names_mask(ruleset, found.missing)
            answers.append((number, *present(ruleset, fact.narrow, values), *found.values, mask))
    engine.fill(answers_table(place), answers_columns(ruleset, fact), answers)
