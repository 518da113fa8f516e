"""Lookups as joins: two small tables for each, from a claim's wide inputs to a group to an answer.

The keys stand for a place and the other wide inputs. Answers belong to what was chosen, too, so
that they settle whatever the rules ask of the choices (see :mod:`settling`).
"""

from collections.abc import Sequence
from itertools import chain

from hengji.core.adjudication.choices import NOWHERE
from hengji.core.adjudication.facts import Fact
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.adjudication.settling import Settling
from hengji.core.adjudication.tables import ABSENT, CLAIMS, SQL_TYPES, Column, absent_sql
from hengji.core.rules.sql_engine import identifier
from hengji.core.rules.values import Value

NO_GROUP = 0
"""The group of claims whose choices lead nowhere: no key stands for them."""


def keys_table(place: int) -> str:
    """The table that says which group a place and a lookup's wide inputs lead to."""
    return f"hengji_keys_{place}"


def answers_table(place: int) -> str:
    """The table of what a group comes to with each choice and value of the narrow inputs."""
    return f"hengji_answers_{place}"


def _keys(ruleset: Ruleset, names: Sequence[str], prefix: str) -> list[Column]:
    return [
        (f"{prefix}_{number}", SQL_TYPES[ruleset.adjudication.input(name).kind])
        for number, name in enumerate(names)
    ]


def keys_columns(ruleset: Ruleset, fact: Fact) -> list[Column]:
    """The columns of a lookup's keys."""
    return [("placed", "BIGINT"), *_keys(ruleset, fact.wide, "wide"), ("grouped", "BIGINT")]


def answers_columns(ruleset: Ruleset, settling: Settling) -> list[Column]:
    """The columns of a lookup's answers, with what they settle."""
    fact = settling.fact
    given = [(name, SQL_TYPES[kind]) for name, kind in fact.spec.gives.items()]
    narrow = _keys(ruleset, fact.narrow, "narrow")
    begin = [("chosen", "BIGINT"), *narrow, ("grouped", "BIGINT")]
    return [*begin, *given, ("missing", "BIGINT"), *settling.columns()]


def absents(ruleset: Ruleset, names: Sequence[str]) -> list[Value]:
    """What stands for an absent value of each of these inputs."""
    return [ABSENT[ruleset.adjudication.input(name).kind] for name in names]


def present(values: Sequence[Value], absent: Sequence[Value]) -> list[Value]:
    """Values of inputs as keys: what is absent has a value of its own."""
    if None not in values:
        return list(values)
    return [blank if value is None else value for value, blank in zip(values, absent, strict=True)]


def _matched(ruleset: Ruleset, names: Sequence[str], alias: str, prefix: str) -> str:
    return "".join(
        f" AND COALESCE(c.{identifier(name)}, {absent_sql(ruleset.adjudication.input(name).kind)})"
        f" = {alias}.{prefix}_{number}"
        for number, name in enumerate(names)
    )


def _placed(settlings: Sequence[Settling], claims: str) -> str:
    """The claims, with the numbers of what they chose and where it leads."""
    numbers = "".join(
        f", {one.choices.chosen_sql()} AS chosen_{one.place},"
        f" {one.choices.placed_sql()} AS placed_{one.place}"
        for one in settlings
    )
    return f"(SELECT c.*{numbers} FROM {claims} AS c) AS c"


def _keyed(ruleset: Ruleset, settling: Settling) -> str:
    key = f"k{settling.place}"
    wide = _matched(ruleset, settling.fact.wide, key, "wide")
    # LEFT, though every claim will have its answer: an optimiser must not join the small tables
    # with each other first, and what has no key yet shows as NULL.
    return (
        f"LEFT JOIN {keys_table(settling.place)} AS {key}"
        f" ON {key}.placed = c.placed_{settling.place}{wide}"
    )


def unanswered(ruleset: Ruleset, settling: Settling) -> str:
    """The query for the places with wide inputs that no key stands for yet."""
    placed = f"c.placed_{settling.place}"
    names = [placed, *(f"c.{identifier(name)}" for name in settling.fact.wide)]
    return (
        f"SELECT DISTINCT {', '.join(names)} FROM {_placed([settling], CLAIMS)}"
        f" {_keyed(ruleset, settling)}"
        f" WHERE k{settling.place}.grouped IS NULL AND {placed} <> {NOWHERE}"
    )


def few_valued(fact: Fact) -> str | None:
    """The query for what is chosen with which narrow inputs; ``None`` where there are neither."""
    names = ", ".join(map(identifier, (*fact.choices, *fact.narrow)))
    return f"SELECT DISTINCT {names} FROM {CLAIMS}" if names else None


def joined(ruleset: Ruleset, settlings: Sequence[Settling], claims: str) -> str:
    """The query for claims with what their lookups give and settle, without the inputs not read."""
    columns = ["c.place", *(f"c.{identifier(name)}" for name in _read(ruleset))]
    tables = [_placed(settlings, claims)]
    for place, settling in enumerate(settlings):
        answer, fact = f"a{place}", settling.fact
        columns += [f"{answer}.{identifier(name)}" for name in fact.spec.gives]
        columns += [f"{answer}.{name}" for name, _kind in settling.columns()]
        columns.append(f"{answer}.missing AS missing_{place}")
        tables.append(
            f"{_keyed(ruleset, settling)} LEFT JOIN {answers_table(place)} AS {answer}"
            f" ON {answer}.grouped = COALESCE(k{place}.grouped, {NO_GROUP})"
            f" AND {answer}.chosen = c.chosen_{place}"
            f"{_matched(ruleset, fact.narrow, answer, 'narrow')}"
        )
    return f"SELECT {', '.join(columns)} FROM {' '.join(tables)}"


def _read(ruleset: Ruleset) -> list[str]:
    """The inputs that judging reads: no rule reads a claim's number or a name as it is written."""
    rules = ((one.rule.applies, one.rule.require) for one in ruleset.rules)
    amounts = ((one.line.when, one.line.fen) for one in ruleset.amounts)
    among = ((one.quota.among,) for one in ruleset.quotas)
    parts = chain.from_iterable((*rules, *amounts, *among))
    names = {name for part in parts if part is not None for name in part.names}
    names |= {name for one in ruleset.quotas for name in one.reads}
    names |= {ruleset.adjudication.person, ruleset.adjudication.order}
    return [name for name in ruleset.input_names if name in names]
