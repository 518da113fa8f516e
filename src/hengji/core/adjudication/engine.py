"""The bulk run, on whatever engine holds the claims."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from hengji.core.adjudication.bulk_sql import scratch_tables, statements
from hengji.core.adjudication.choices import NOWHERE
from hengji.core.adjudication.found import Group
from hengji.core.adjudication.homes import settlings
from hengji.core.adjudication.judge import names_mask
from hengji.core.adjudication.lookups_sql import (
    NO_GROUP,
    absents,
    answers_columns,
    answers_table,
    few_valued,
    keys_columns,
    keys_table,
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


def _look_up(engine: Engine, ruleset: Ruleset, settling: Settling) -> None:
    """Ask a lookup once for each combination: many combinations lead to few groups."""
    fact, choices = settling.fact, settling.choices
    absent = absents(ruleset, fact.wide)
    groups: dict[tuple[int, Group], int] = {}
    keys: dict[tuple[Value, ...], int] = {}

    def add(place: int, values: Sequence[Value], group: Group) -> None:
        number = groups.setdefault((place, group), NO_GROUP + 1 + len(groups))
        keys[place, *present(values, absent)] = number

    def fill(fill: _Fill) -> None:
        rows = [(*key, number) for key, number in keys.items()]
        fill(keys_table(settling.place), keys_columns(ruleset, fact), rows)
        keys.clear()

    for values, group in fact.usual:
        add(choices.places[values[: len(choices.names)]], values[len(choices.names) :], group)
    fill(engine.fill)
    leading = {place: combination for combination, place in choices.places.items()}
    for place, *others in engine.fetch(unanswered(ruleset, settling)):
        add(place, others, fact.lookup.group(*leading[place], *others))
    fill(engine.append)
    asked = few_valued(fact)
    observed = engine.fetch(asked) if asked else [()]
    engine.fill(
        answers_table(settling.place),
        answers_columns(ruleset, settling),
        list(_answers(ruleset, settling, groups, observed)),
    )


_Fill = Callable[[str, Sequence[Column], Sequence[Sequence[Any]]], None]


def _answers(
    ruleset: Ruleset,
    settling: Settling,
    groups: Mapping[tuple[int, Group], int],
    observed: Sequence[tuple[Value, ...]],
) -> Iterator[Sequence[Value]]:
    """What each group comes to with the observed choices and narrow inputs; what that settles."""
    fact, absent = settling.fact, absents(ruleset, settling.fact.narrow)
    known: _Settled = {}
    of_place: dict[int, list[tuple[int, Group]]] = {}
    for (place, group), number in groups.items():
        of_place.setdefault(place, []).append((number, group))
    numbers = {one: number for number, one in enumerate(settling.choices.places)}
    for values in observed:
        combination, narrow = values[: len(fact.choices)], values[len(fact.choices) :]
        place = settling.choices.places[combination]
        if place == NOWHERE:
            group = fact.lookup.group(*combination, *[None] * len(fact.wide))
            of_place[NOWHERE] = [(NO_GROUP, group)]
        for number, group in of_place.get(place, ()):
            answer = _answer(ruleset, settling, known, combination, group, narrow)
            yield (numbers[combination], *present(narrow, absent), number, *answer)


_Settled = dict[tuple[Value, ...], Sequence[Value]]
"""What an answer settles, by all that it says: most occupations of a class say the same."""


def _answer(
    ruleset: Ruleset,
    settling: Settling,
    known: _Settled,
    combination: Sequence[Value],
    group: Group,
    narrow: Sequence[Value],
) -> Sequence[Value]:
    """What a group comes to with these choices and narrow inputs, and what that settles."""
    fact = settling.fact
    found = fact.lookup.found(group, *narrow)
    lacked = names_mask(ruleset, found.missing)
    row = dict(zip(fact.choices, combination, strict=True))
    row |= zip(fact.narrow, narrow, strict=True)
    row |= zip(fact.spec.gives, found.values, strict=True)
    said = (*row.values(), lacked)
    if said not in known:
        known[said] = settling.settle(row, lacked)
    return (*found.values, lacked, *known[said])
