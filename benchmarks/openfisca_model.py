"""淮人社发〔2024〕22号 as far as OpenFisca-core can say it, the way its own countries are written.

The catalogue and the amounts are parameters and are looked up by fancy indexing; the rules are
vectorised formulas; a person's year is a group entity and the annual limit a rank within it.
Left out, to OpenFisca's advantage: the agreement of names, work types in brackets, the names of
what is missing (there is no third truth value: -1 and NaT stand for missing, and only whether
anything is missing is said), once per class and no lower class after a higher one, which depend
on what was paid before.
"""

from collections.abc import Callable, Mapping
from typing import Any

from openfisca_core.entities import build_entity
from openfisca_core.model_api import Enum, Variable, not_, where
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from hengji.core.adjudication.entry_fact import plain_code
from hengji.core.packs.model import Pack

YEAR = "2024"
_STARTUPS = {"JCA": "A", "JCB": "B", "JCCW": "C", "JCCM": "C", "JCDI": "D", "JCDE": "D"}
_LISTS = {"huaian-occupations": "o", "huaian-completion": "c", "huaian-specialties": "s"}
_NO_CLASS = "N"
_ABSENT = "none"

Claim = build_entity(key="claim", plural="claims", label="申领", is_person=True)
PersonYear = build_entity(
    key="person_year", plural="person_years", label="一人一年", roles=[{"key": "member"}]
)


class Benefit(Enum):  # type: ignore[misc]  # OpenFisca publishes no types
    """What is claimed."""

    __order__ = "TRAINING UPSKILLING TESTING NONE"
    TRAINING = "职业培训补贴"
    UPSKILLING = "参保职工技能提升补贴"
    TESTING = "职业技能鉴定补贴"
    NONE = "未填"


class Programme(Enum):  # type: ignore[misc]  # OpenFisca publishes no types
    """What was trained in."""

    __order__ = "LEVEL COMPLETION SPECIALTY STARTUP INDUCTION PROJECT APPRENTICESHIP NONE"
    LEVEL = "职业技能等级培训"
    COMPLETION = "培训合格证书培训"
    SPECIALTY = "专项职业能力培训"
    STARTUP = "创业培训"
    INDUCTION = "职工岗前培训"
    PROJECT = "项目制培训"
    APPRENTICESHIP = "企业新型学徒制培训"
    NONE = "未填"


def catalogue_keys(pack: Pack) -> dict[str, dict[str, Any]]:
    """A node for each code: a letter for its list, then the code, old codes beside current ones."""
    scarce = {plain_code(e.code) for e in pack.entries if e.list_id == "huaian-shortage"}
    nodes: dict[str, dict[str, Any]] = {
        f"t{code}": _node(rate_class, starred=False, shortage=False)
        for code, rate_class in _STARTUPS.items()
    }
    for entry in pack.entries:
        if entry.list_id in _LISTS:
            code = plain_code(entry.code)
            nodes[_LISTS[entry.list_id] + code] = _node(
                entry.rate_class or _NO_CLASS, starred=entry.starred, shortage=code in scarce
            )
    for pair in pack.crosswalk:
        target = nodes.get(f"o{plain_code(pair.code_now)}")
        if target is not None:
            nodes.setdefault(f"o{plain_code(pair.code_old)}", target)
    nodes[_ABSENT] = _node(_NO_CLASS, starred=False, shortage=False)
    return nodes


def _node(rate_class: str, *, starred: bool, shortage: bool) -> dict[str, Any]:
    values = {"rate_class": rate_class, "starred": int(starred), "shortage": int(shortage)}
    return {name: {"values": {"2024-01-01": {"value": value}}} for name, value in values.items()}


def amount_keys(pack: Pack) -> dict[str, dict[str, Any]]:
    """A node for each programme, class or code, and level (0 where it does not matter)."""
    nodes = {_ABSENT: _amount(0, 0)}
    for row in pack.amount_rows:
        rate_class = row.class_ or _NO_CLASS
        nodes[f"{row.programme}_{rate_class}_{row.level or 0}"] = _amount(
            row.fen, row.minimum_lessons
        )
    return nodes


def _amount(fen: int, lessons: int) -> dict[str, Any]:
    return {
        name: {"values": {"2024-01-01": {"value": value}}}
        for name, value in (("fen", fen), ("lessons", lessons))
    }


# Formulas --------------------------------------------------------------------------------------


def _is(claim: Any, period: Any, name: str, *wanted: Any) -> Any:
    value = claim(name, period)
    found = value == wanted[0]
    for one in wanted[1:]:
        found = found | (value == one)
    return found


def _trained(claim: Any, period: Any, *programmes: Any) -> Any:
    return _is(claim, period, "benefit", Benefit.TRAINING) & _is(
        claim, period, "programme", *programmes
    )


def entry_key(claim: Any, period: Any, parameters: Any) -> Any:
    """附件2、附件5: which node the code means; ``none`` where there is no such row."""
    code = claim("code", period)
    letters = where(
        _trained(claim, period, Programme.SPECIALTY),
        "s",
        where(
            _trained(claim, period, Programme.STARTUP),
            "t",
            where(
                _trained(claim, period, Programme.COMPLETION) & (code > "3208990000"),
                where(code < "3209000000", "c", "o"),
                "o",
            ),
        ),
    )
    known = set(parameters(period).catalogue._children)
    keys = letters.astype(object) + code
    return where([key in known for key in keys], keys, _ABSENT)


def listed(claim: Any, period: Any) -> Any:
    """Whether the code has a row, or the programme needs none."""
    return (claim("entry_key", period) != _ABSENT) | not_(claim("is_catalogued", period))


def is_catalogued(claim: Any, period: Any) -> Any:
    """Whether the programme is looked up at all."""
    return _is(claim, period, "benefit", Benefit.UPSKILLING) | _trained(
        claim, period,
        Programme.LEVEL, Programme.COMPLETION, Programme.SPECIALTY, Programme.STARTUP,
    )  # fmt: skip


def rate_class(claim: Any, period: Any, parameters: Any) -> Any:
    """附件1: the class of the row."""
    return parameters(period).catalogue[claim("entry_key", period)].rate_class


def starred(claim: Any, period: Any, parameters: Any) -> Any:
    """附件2: the mark ``*``."""
    return parameters(period).catalogue[claim("entry_key", period)].starred == 1


def shortage(claim: Any, period: Any, parameters: Any) -> Any:
    """附件3: on the list of scarce occupations."""
    return parameters(period).catalogue[claim("entry_key", period)].shortage == 1


def amount_key(claim: Any, period: Any, parameters: Any) -> Any:
    """附件1: which node of the amounts."""
    levelled = _is(claim, period, "benefit", Benefit.UPSKILLING, Benefit.TESTING) | _trained(
        claim, period, Programme.LEVEL
    )
    testing = _is(claim, period, "benefit", Benefit.TESTING)
    upskilling = _is(claim, period, "benefit", Benefit.UPSKILLING)
    programme = claim("programme", period).decode_to_str().astype(object)
    programme = where(testing, "TESTING", where(upskilling, "LEVEL", programme))
    in_class = where(
        testing | _trained(claim, period, Programme.INDUCTION),
        _NO_CLASS,
        claim("rate_class", period),
    )
    level = where(levelled, claim("level", period), 0).astype(str).astype(object)
    keys = programme + "_" + in_class.astype(object) + "_" + level
    known = set(parameters(period).amounts._children)
    return where([key in known for key in keys], keys, _ABSENT)


def base_fen(claim: Any, period: Any, parameters: Any) -> Any:
    """附件1: the base amount a head."""
    return parameters(period).amounts[claim("amount_key", period)].fen


def lessons(claim: Any, period: Any, parameters: Any) -> Any:
    """附件1: the fewest lessons."""
    return parameters(period).amounts[claim("amount_key", period)].lessons


def row_fails(claim: Any, period: Any) -> Any:
    """The nine rules that look at one claim alone."""
    training = _is(claim, period, "benefit", Benefit.TRAINING)
    upskilling = _is(claim, period, "benefit", Benefit.UPSKILLING)
    unstarred = _trained(claim, period, Programme.LEVEL, Programme.COMPLETION)
    unstarred = unstarred & claim("listed", period) & not_(claim("starred", period))
    total, online = claim("total_minutes", period), claim("online_minutes", period)
    practical, level = claim("practical_minutes", period), claim("level", period)
    stars = claim("provider_stars", period)
    timed = training & claim("listed", period) & (total >= 0)
    removed = claim("provider_removed_on", period) <= claim("filed_on", period)
    return (
        ((training | upskilling) & not_(claim("listed", period)) & (claim("code", period) != ""))
        | (upskilling & (level > 0) & (level < 3))
        | (timed & (total < 45 * claim("lessons", period)))
        | (unstarred & (total >= 0) & (online * 100 > total * 40))
        | (unstarred & (practical >= 0) & (practical * 100 < total * 60))
        | (_trained(claim, period, Programme.SPECIALTY) & (online > 0))
        | (training & (stars >= 0) & (stars < 3))
        | (training & removed)
        | (upskilling & (claim("certificate_found", period) == 0))
    )


def is_pending(claim: Any, period: Any) -> Any:
    """Whether something is missing or under another notice; what it is cannot be said."""
    training = _is(claim, period, "benefit", Benefit.TRAINING)
    upskilling = _is(claim, period, "benefit", Benefit.UPSKILLING)
    testing = _is(claim, period, "benefit", Benefit.TESTING)
    levelled = upskilling | _trained(claim, period, Programme.LEVEL)
    lectured = _trained(
        claim, period,
        Programme.LEVEL, Programme.SPECIALTY, Programme.STARTUP, Programme.INDUCTION,
    )  # fmt: skip
    unstarred = _trained(claim, period, Programme.LEVEL, Programme.COMPLETION)
    unstarred = unstarred & not_(claim("starred", period))
    total, online = claim("total_minutes", period), claim("online_minutes", period)
    filed, applied = claim("filed_on", period), claim("applied_on", period)
    first = filed.dtype.type("2024-01-01")
    return (
        testing
        | _is(claim, period, "benefit", Benefit.NONE)
        | _trained(claim, period, Programme.APPRENTICESHIP, Programme.PROJECT, Programme.NONE)
        | (claim("is_catalogued", period) & (claim("code", period) == ""))
        | (levelled & (claim("level", period) < 0))
        | (lectured & (total < 0))
        | (unstarred & ((online < 0) | (claim("practical_minutes", period) < 0) | (total < 0)))
        | (_trained(claim, period, Programme.SPECIALTY) & (online < 0))
        | (training & (claim("provider_stars", period) < 0))
        | (training & not_(filed >= first))
        | ((training | upskilling) & (applied != applied))
        | (upskilling & not_(applied >= first))
        | (upskilling & (claim("certificate_found", period) < 0))
        | claim("is_nobody", period)
    )


def over_annual_limit(claim: Any, period: Any) -> Any:
    """一: the fourth approved claim of a year; ranked by the day, then by place."""
    clean = not_(claim("row_fails", period)) & not_(claim("is_pending", period))
    order = claim("applied_on", period).astype(float) * 1e8 + claim("place", period)
    return claim.get_rank(claim.person_year, order, condition=clean) >= 3


def fen(claim: Any, period: Any) -> Any:
    """What is paid."""
    base = claim("base_fen", period)
    level = claim("level", period)
    raised = _trained(claim, period, Programme.LEVEL) & claim("shortage", period)
    raised = raised & (level > 0) & (level < 3)
    amount = where(raised, base * 110 // 100, base)
    refused = claim("row_fails", period) | claim("over_annual_limit", period)
    return where(refused | claim("is_pending", period), 0, amount)


def decision(claim: Any, period: Any) -> Any:
    """0 approved, 1 rejected, 2 pending."""
    refused = claim("row_fails", period) | claim("over_annual_limit", period)
    return where(refused, 1, where(claim("is_pending", period), 2, 0))


# The system ------------------------------------------------------------------------------------

_INPUTS: Mapping[str, Any] = {
    "benefit": Benefit, "programme": Programme, "code": str, "level": int, "place": int,
    "total_minutes": int, "online_minutes": int, "practical_minutes": int, "provider_stars": int,
    "provider_removed_on": "date", "filed_on": "date", "applied_on": "date",
    "certificate_found": int, "is_nobody": bool,
}  # fmt: skip
_FORMULAS: Mapping[Callable[..., Any], type] = {
    entry_key: str, listed: bool, is_catalogued: bool, rate_class: str, starred: bool,
    shortage: bool, amount_key: str, base_fen: int, lessons: int, row_fails: bool,
    is_pending: bool, over_annual_limit: bool, fen: int, decision: int,
}  # fmt: skip


def build_system(pack: Pack) -> Any:
    """The parameters of the pack and the formulas above."""
    system = TaxBenefitSystem([Claim, PersonYear])
    system.parameters = ParameterNode(
        "", data={"catalogue": catalogue_keys(pack), "amounts": amount_keys(pack)}
    )
    for name, kind in _INPUTS.items():
        system.add_variable(_variable(name, kind, None))
    for formula, kind in _FORMULAS.items():
        system.add_variable(_variable(formula.__name__, kind, formula))
    return system


def _variable(name: str, kind: Any, formula: Callable[..., Any] | None) -> Any:
    body: dict[str, Any] = {"entity": Claim, "definition_period": DateUnit.YEAR, "label": name}
    if kind in (Benefit, Programme):
        body |= {"value_type": Enum, "possible_values": kind, "default_value": kind.NONE}
    elif kind == "date":
        from datetime import date

        body |= {"value_type": date}
    else:
        body |= {"value_type": kind}
    if formula is not None:
        body["formula"] = formula
    return type(name, (Variable,), body)


def simulate(system: Any, inputs: Mapping[str, Any], person_years: Any) -> tuple[Any, Any]:
    """Decisions and fen of all claims; ``person_years`` numbers each claim's person and year."""
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("claim", inputs["place"])
    group = builder.declare_entity("person_year", range(int(person_years.max()) + 1))
    builder.join_with_persons(group, person_years, person_years * 0)
    simulation = builder.build(system)
    for name, values in inputs.items():
        simulation.set_input(name, YEAR, values)
    return simulation.calculate("decision", YEAR), simulation.calculate("fen", YEAR)
