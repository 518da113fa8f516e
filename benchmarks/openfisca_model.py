"""淮人社发〔2024〕22号 in OpenFisca-core, answering as much as the bulk run does, for every claim.

Written the way its own countries are: catalogue and amounts are parameters, looked up by fancy
indexing; each rule and each missing input is a variable with a vectorised formula; a person is a
group entity. OpenFisca has no third truth value, so -1 and NaT stand for what is missing, and what
the want of it leaves open is written out. Claims come with persons already numbered.
"""

from collections.abc import Callable, Mapping
from typing import Any

from openfisca_core.model_api import Enum, Variable, where
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

import benchmarks.openfisca_rules  # noqa: F401 - it registers the rules' variables
from benchmarks.openfisca_catalogue import RANKS, amount_nodes, catalogue_nodes
from benchmarks.openfisca_variables import (
    FORMULAS,
    INPUTS,
    Benefit,
    Claim,
    Formula,
    Person,
    Programme,
    any_of,
    variable,
)
from hengji.core.adjudication.ruleset import Ruleset

__all__ = ["Benefit", "Programme", "build_system", "simulate"]

YEAR = "2024"
_NEVER = 1e15
"""Later than any day, counted in days and places."""


def _mask(bits: Mapping[str, int]) -> Formula:
    """One variable's bit beside another's."""

    def formula(claim: Any, period: Any) -> Any:
        mask = claim.filled_array(0, dtype=int)
        for name, bit in bits.items():
            mask |= where(claim(name, period), bit, 0)
        return mask

    return formula


# Claims of one person --------------------------------------------------------------------------


def _ended_in(rank: str) -> Formula:
    """三: the day a training of this class ended."""

    def formula(claim: Any, period: Any) -> Any:
        day = claim("trained_on", period)
        mine = claim("ranked", period) & (claim("rate_class", period) == rank) & (day == day)
        return where(mine, day.astype(float), _NEVER)

    return formula


def _first_end(rank: str) -> Formula:
    return lambda person, period: person.min(person.members(f"ended_in_{rank}", period))


@variable(bool)
def startup_lower_after_higher(claim: Any, period: Any) -> Any:
    """三."""
    found = claim.filled_array(False, dtype=bool)
    for place, rank in enumerate(RANKS[:-1]):
        ended = claim(f"ended_in_{rank}", period)
        for higher in RANKS[place + 1 :]:
            first = claim.person(f"first_end_{higher}", period)
            found |= (ended < _NEVER) & (first < ended)
    return found


@variable(int)
def step(claim: Any, period: Any) -> Any:
    """The claim's place among the person's: by the day of application, then as they came in."""
    day = claim("applied_on", period)
    days = where(day == day, day.astype(float) * 1e8, _NEVER)
    return claim.get_rank(claim.person, days + claim("place", period))


def _failures(bits: Mapping[str, int]) -> Formula:
    """一、三: every person's first claim, then every second one, and so on."""

    def formula(claim: Any, period: Any) -> Any:
        persons = claim.simulation.populations["person"]
        whose, order = persons.members_entity_id, claim("step", period)
        day = claim("applied_on", period)
        counts = any_of(claim, period, "for_TRAINING", "for_UPSKILLING") & (day == day)
        year = day.astype("datetime64[Y]").astype(int)
        lower = where(claim("startup_lower_after_higher", period),
                      bits["startup_lower_after_higher"], 0)  # fmt: skip
        fail = claim("row_fail", period) | lower
        unknown, in_class = claim("unknown", period), _class_bits(claim, period)
        last, paid, classes = (persons.filled_array(0, dtype=int) for _ in range(3))
        for number in range(order.max() + 1):
            mine = (order == number).nonzero()[0]
            who, now = whose[mine], year[mine]
            before = where(last[who] == now, paid[who], 0)
            fail[mine] |= where(counts[mine] & (before >= 3), bits["annual_limit_exceeded"], 0)
            repeated = (classes[who] & in_class[mine]) != 0
            fail[mine] |= where(repeated, bits["startup_class_repeated"], 0)
            approved = (fail[mine] == 0) & (unknown[mine] == 0)
            paid[who] = where(counts[mine], before + approved, paid[who])
            last[who] = where(counts[mine], now, last[who])
            classes[who] |= where(approved, in_class[mine], 0)
        return fail

    return formula


def _class_bits(claim: Any, period: Any) -> Any:
    found = claim.filled_array(0, dtype=int)
    for place, rank in enumerate(RANKS):
        mine = claim("ranked", period) & (claim("rate_class", period) == rank)
        found |= where(mine, 1 << place, 0)
    return found


@variable(int)
def fen(claim: Any, period: Any) -> Any:
    """What is paid."""
    base, level = claim("base_fen", period), claim("level", period)
    raised = claim("for_TRAINING", period) & claim("in_LEVEL", period) & claim("shortage", period)
    amount = where(raised & (level > 0) & (level < 3), base * 110 // 100, base)
    approved = (claim("fail", period) == 0) & (claim("unknown", period) == 0)
    return where(approved, amount, 0)


# The system ------------------------------------------------------------------------------------


def build_system(rules: Ruleset) -> Any:
    """The notice's parameters and every variable, bits numbered as the engine numbers them."""
    system = TaxBenefitSystem([Claim, Person])
    nodes = {"catalogue": catalogue_nodes(rules.pack), "amounts": amount_nodes(rules.pack)}
    system.parameters = ParameterNode("", data=nodes)
    for name, kind in INPUTS.items():
        system.add_variable(_declared(name, kind, None))
    for name, (kind, formula) in (FORMULAS | _masks(rules)).items():
        system.add_variable(_declared(name, kind, formula))
    for rank in RANKS:
        system.add_variable(_declared(f"ended_in_{rank}", float, _ended_in(rank)))
        system.add_variable(_declared(f"first_end_{rank}", float, _first_end(rank), Person))
    return system


def _masks(rules: Ruleset) -> dict[str, tuple[type, Formula]]:
    fails = {code.lower(): 1 << place for place, code in enumerate(rules.fail_codes)}
    unknowns = {
        name.lower() if name.lower() in FORMULAS else f"missing_{name}": bit
        for name, bit in rules.unknown_bits.items()
    }
    alone = {name: bit for name, bit in fails.items() if name in FORMULAS}
    alone.pop("startup_lower_after_higher")
    missing = {name: bit for name, bit in unknowns.items() if name in FORMULAS}
    return {
        "row_fail": (int, _mask(alone)),
        "unknown": (int, _mask(missing)),
        "fail": (int, _failures(fails)),
    }


def _declared(
    name: str, kind: Any, formula: Callable[..., Any] | None, entity: Any = Claim
) -> type[Any]:
    body: dict[str, Any] = {"entity": entity, "definition_period": DateUnit.YEAR, "label": name}
    if issubclass(kind, Enum):
        body |= {"value_type": Enum, "possible_values": kind, "default_value": kind.NONE}
    else:
        body["value_type"] = kind
    if formula is not None:
        body["formula"] = formula
    return type(name, (Variable,), body)


def simulate(system: Any, inputs: Mapping[str, Any], persons: Any) -> tuple[Any, Any, Any]:
    """The masks and fen of all claims; ``persons`` numbers each claim's person from 0."""
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("claim", inputs["place"])
    group = builder.declare_entity("person", range(int(persons.max()) + 1))
    builder.join_with_persons(group, persons, persons * 0)
    simulation = builder.build(system)
    for name, values in inputs.items():
        simulation.set_input(name, YEAR, values)
    fail, unknown, fen = (simulation.calculate(name, YEAR) for name in ("fail", "unknown", "fen"))
    return fail, unknown, fen
