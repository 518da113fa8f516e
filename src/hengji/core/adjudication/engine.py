"""The bulk run, on whatever engine holds the claims."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from hengji.core.adjudication.bulk_sql import (
    Dialect,
    answers_table,
    collect_arguments,
    join_answers,
    outcome_columns,
    outcomes_table,
    read_arguments,
    scratch_tables,
    statements,
)
from hengji.core.adjudication.facts import Fact
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
    """Ask a lookup once for each combination; the many combinations share few outcomes."""
    engine.execute(collect_arguments(ruleset, place, fact))
    outcomes: dict[tuple[Any, ...], int] = {}
    answers = []
    for number, *values in engine.fetch(read_arguments(ruleset, place, fact)):
        found = fact(*values)
        outcome = outcomes.setdefault((found.values, found.missing), len(outcomes))
        answers.append((number, outcome))
    engine.fill(answers_table(place), [("id", "BIGINT"), ("outcome", "BIGINT")], answers)
    engine.fill(
        outcomes_table(place),
        outcome_columns(fact),
        [
            (outcome, *values, names_mask(ruleset, missing))
            for (values, missing), outcome in outcomes.items()
        ],
    )
    engine.execute(join_answers(place, fact))
