"""Where choices lead, and that the numbers in SQL are those in Python."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.core.adjudication.choices import NOWHERE, Choices, choices_of
from hengji.core.adjudication.facts import Fact
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.packs.registry import get_pack
from hengji.core.rules.values import Value

CODES = [
    "6-18-01-01",
    "6180101",
    "4-10-01-06",
    "3208990008",
    "JCA",
    "JCB0801",
    "JCB0102",
    "9",
    None,
]
NAMES = ["车工", "家政服务员（母婴护理）", "短视频运营", "不存在的名称", None]


@pytest.fixture(scope="module", params=["huaian-2024", "guangzhou-2023"])
def looked_up(request: pytest.FixtureRequest) -> tuple[Fact, Choices]:
    """A pack's lookup of codes and names."""
    ruleset = Ruleset(get_pack(request.param), ())
    fact = ruleset.facts[0]
    return fact, choices_of(ruleset, fact)


@given(code=st.sampled_from(CODES), name=st.sampled_from(NAMES))
def test_choices_that_lead_to_the_same_place_have_the_same_groups(
    looked_up: tuple[Fact, Choices], code: str | None, name: str | None
) -> None:
    fact, choices = looked_up
    groups = {
        (place, combination if place == NOWHERE else ()): fact.lookup.group(
            *combination, *((None, None) if place == NOWHERE else (code, name))
        )
        for combination, place in choices.places.items()
    }
    for combination, place in choices.places.items():
        alone = combination if place == NOWHERE else ()
        assert fact.lookup.group(*combination, code, name) == groups[place, alone]


def test_same_lists_and_amounts_are_one_place_and_open_benefits_none() -> None:
    ruleset = Ruleset(get_pack("huaian-2024"), ())
    places = choices_of(ruleset, ruleset.facts[0]).places
    assert places["UPSKILLING", None] == places["TRAINING", "LEVEL"] != NOWHERE
    assert places["TRAINING", "SPECIALTY"] not in (NOWHERE, places["TRAINING", "LEVEL"])
    for nothing in [
        ("TESTING", "LEVEL"),
        ("TRAINING", "PROJECT"),
        ("TRAINING", None),
        (None, None),
    ]:
        assert places[nothing] == NOWHERE


def test_numbers_in_sql_are_those_in_python(looked_up: tuple[Fact, Choices]) -> None:
    _fact, choices = looked_up
    for which, (combination, place) in enumerate(choices.places.items()):
        assert _in_sql(choices, combination) == (which, place)


def _in_sql(choices: Choices, combination: tuple[Value, ...]) -> object:
    columns = ", ".join(f"CAST(? AS TEXT) AS {name}" for name in choices.names)
    query = f"SELECT {choices.chosen_sql()}, {choices.placed_sql()} FROM (SELECT {columns}) AS c"  # noqa: S608 - names of the pack
    with duckdb.connect() as connection:
        return connection.execute(query, list(combination)).fetchone()
