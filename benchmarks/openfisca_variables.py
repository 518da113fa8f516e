"""What a claim holds and what the notice's tables say of it, as OpenFisca variables."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from openfisca_core.entities import build_entity
from openfisca_core.model_api import Enum, not_, where

from benchmarks.openfisca_catalogue import (
    ABSENT,
    NO_CLASS,
)

Formula = Callable[..., Any]

Claim = build_entity(key="claim", plural="claims", label="申领", is_person=True)
Person = build_entity(key="person", plural="persons", label="申领人", roles=[{"key": "member"}])


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


INPUTS: Mapping[str, Any] = {
    "benefit": Benefit, "programme": Programme, "code": str, "name": str, "level": int,
    "total_minutes": int, "online_minutes": int, "practical_minutes": int, "provider_stars": int,
    "provider_removed_on": date, "filed_on": date, "trained_on": date, "applied_on": date,
    "certificate_found": int, "is_nobody": bool, "place": int,
}  # fmt: skip
FORMULAS: dict[str, tuple[type, Formula]] = {}


def variable(kind: type) -> Callable[[Formula], Formula]:
    def register(formula: Formula) -> Formula:
        FORMULAS[formula.__name__] = kind, formula
        return formula

    return register


def _is_benefit(one: Any) -> Formula:
    return lambda claim, period: claim("benefit", period) == one


def _is_programme(one: Any) -> Formula:
    return lambda claim, period: claim("programme", period) == one


for _one in Benefit.__members__.values():
    FORMULAS[f"for_{_one.name}"] = bool, _is_benefit(_one)
for _one in Programme.__members__.values():
    FORMULAS[f"in_{_one.name}"] = bool, _is_programme(_one)


def any_of(claim: Any, period: Any, *names: str) -> Any:
    found = claim(names[0], period)
    for name in names[1:]:
        found = found | claim(name, period)
    return found


# What the tables say of a claim ----------------------------------------------------------------


@variable(bool)
def catalogued(claim: Any, period: Any) -> Any:
    """Whether the code is looked up at all."""
    looked_up = any_of(claim, period, "in_LEVEL", "in_COMPLETION", "in_SPECIALTY", "in_STARTUP")
    return claim("for_UPSKILLING", period) | (claim("for_TRAINING", period) & looked_up)


@variable(str)
def entry_key(claim: Any, period: Any, parameters: Any) -> Any:
    """附件2、附件4、附件5: which node code and name mean; ``none`` where there is no such row."""
    training = claim("for_TRAINING", period)
    startup = training & claim("in_STARTUP", period)
    group = where(training & claim("in_COMPLETION", period), "c|", "o|")
    group = where(training & claim("in_SPECIALTY", period), "s|", where(startup, "t|", group))
    codes = [code.replace("-", "").upper() for code in claim("code", period)]
    names = [
        "".join(name.split()).casefold().replace("（", "(").replace("）", ")")
        for name in claim("name", period)
    ]
    known = parameters(period).catalogue._children
    return _array([
        next((key for key in _keys(*one) if key in known), ABSENT)
        for one in zip(group, codes, names, startup, strict=True)
    ])  # fmt: skip


def _keys(group: str, code: str, name: str, startup: bool) -> Iterator[str]:
    """The name as given, then without its work types: a row without a bracket covers them all."""
    if startup:
        yield f"{group}{code}|"
        return
    yield f"{group}{code}|{name}"
    if group != "s|" and name.endswith(")"):
        yield f"{group}{code}|{name[: name.rindex('(')]}"


def _array(values: list[str]) -> Any:
    # ``where`` is numpy's: the model's own way to make an array without importing numpy.
    return where([True], values, values)


@variable(int)
def listed(claim: Any, period: Any) -> Any:
    """1 there is a row or none is needed, 0 there is none, -1 it cannot be said."""
    found = where(claim("entry_key", period) != ABSENT, 1, 0)
    found = where(claim("elsewhere", period) | (claim("code", period) == ""), -1, found)
    unsaid = claim("for_NONE", period) | (claim("for_TRAINING", period) & claim("in_NONE", period))
    return where(unsaid, -1, where(claim("catalogued", period), found, 1))


@variable(bool)
def elsewhere(claim: Any, period: Any) -> Any:
    """附件5: another city's own startup project."""
    startup = claim("for_TRAINING", period) & claim("in_STARTUP", period)
    there = (claim("entry_key", period) != ABSENT) & (claim("rate_class", period) == NO_CLASS)
    return startup & there


@variable(str)
def rate_class(claim: Any, period: Any, parameters: Any) -> Any:
    """附件2、附件5: the class of the row; for two courses their own code."""
    return parameters(period).catalogue[claim("entry_key", period)].rate_class


@variable(bool)
def starred(claim: Any, period: Any, parameters: Any) -> Any:
    """附件2: the mark ``*``."""
    return parameters(period).catalogue[claim("entry_key", period)].starred == 1


@variable(bool)
def shortage(claim: Any, period: Any, parameters: Any) -> Any:
    """附件3: on the list of scarce occupations."""
    return parameters(period).catalogue[claim("entry_key", period)].shortage == 1


@variable(str)
def amount_key(claim: Any, period: Any, parameters: Any) -> Any:
    """附件1: which node of the amounts."""
    training, testing = claim("for_TRAINING", period), claim("for_TESTING", period)
    upskilling = claim("for_UPSKILLING", period)
    levelled = testing | upskilling | claim("in_LEVEL", period)
    programme = claim("programme", period).decode_to_str()
    programme = where(testing, "TESTING", where(upskilling, "LEVEL", programme))
    classless = testing | (training & claim("in_INDUCTION", period))
    in_class = where(classless, NO_CLASS, claim("rate_class", period))
    level = where(levelled, claim("level", period), 0)
    usable = (claim("listed", period) == 1) & not_(claim("for_NONE", period))
    known = parameters(period).amounts._children
    keys = (f"{p}_{c}_{n}" for p, c, n in zip(programme, in_class, level, strict=True))
    return _array([
        key if is_usable and key in known else ABSENT
        for key, is_usable in zip(keys, usable, strict=True)
    ])  # fmt: skip


@variable(int)
def base_fen(claim: Any, period: Any, parameters: Any) -> Any:
    """附件1: the base amount a head, -1 where there is none."""
    return parameters(period).amounts[claim("amount_key", period)].fen


@variable(int)
def lessons(claim: Any, period: Any, parameters: Any) -> Any:
    """附件1: the fewest lessons, -1 where there is no amount."""
    return parameters(period).amounts[claim("amount_key", period)].lessons
