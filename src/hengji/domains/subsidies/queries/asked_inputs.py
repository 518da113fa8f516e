"""Which of a pack's inputs matter to one person's claim, as far as it is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from hengji.core.adjudication.judge import judge, look_up, missing_mask
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.packs.model import Input
from hengji.core.packs.registry import get_pack
from hengji.core.rules.values import Kind, Value

Given = Mapping[str, Value]
Missing = Callable[[Ruleset, Given], frozenset[str]]


@dataclass(frozen=True)
class Asked:
    """The choices to be made first, and the inputs that matter once they are made."""

    choices: tuple[Input, ...]
    others: tuple[Input, ...]
    is_chosen: bool
    """Whether every choice has been made; until then ``others`` is too wide."""


@dataclass(frozen=True)
class EntryInputs:
    """The two inputs that together mean a row of a published list."""

    code: Input
    name: Input


def entry_inputs(ruleset: Ruleset) -> EntryInputs | None:
    """The code and the name that the pack's lookup reads, if it looks in lists at all."""
    for fact in ruleset.facts:
        code = code_input(ruleset, fact.spec.reads)
        names = [
            one
            for one in map(ruleset.adjudication.input, fact.spec.reads)
            if one.kind is Kind.TEXT and not one.is_code
        ]
        if code is not None and names:
            return EntryInputs(code, names[0])
    return None


@cache
def public_ruleset(pack_id: str) -> Ruleset:
    """The pack's rules without those that only an officer can answer."""
    pack = get_pack(pack_id)
    inputs = pack.adjudication.inputs if pack.adjudication else ()
    return Ruleset(pack, {one.name for one in inputs if not one.optional})


def asked_of_claim(ruleset: Ruleset, given: Given) -> Asked:
    """What a claim is to be asked; ``given`` holds the choices made so far."""
    return _asked(ruleset, given, _missing_to_decide)


def asked_of_paid(ruleset: Ruleset, given: Given) -> Asked:
    """What an earlier, paid claim is to be asked, so that it counts towards the limits."""
    return _asked(ruleset, given, missing_to_count)


def _asked(ruleset: Ruleset, given: Given, missing: Missing) -> Asked:
    known: dict[str, Value] = {}
    choices: list[Input] = []
    for one in ruleset.adjudication.inputs:
        if one.kind is Kind.CHOICE and one.name in missing(ruleset, known):
            choices.append(one)
            if given.get(one.name) is not None:
                known[one.name] = given[one.name]
    wanted = missing(ruleset, known)
    own = {ruleset.adjudication.claim_id, ruleset.adjudication.person}
    return Asked(
        tuple(choices),
        tuple(
            one
            for one in ruleset.adjudication.inputs
            if one.name in wanted and one.name not in own and one.kind is not Kind.CHOICE
        ),
        is_chosen=all(one.name in known for one in choices),
    )


def _missing_to_decide(ruleset: Ruleset, known: Given) -> frozenset[str]:
    """Everything that could still change the decision: rules are three-valued, so what is asked
    of nothing but the choices is the most that any such claim is asked.
    """
    judged = judge(ruleset, known)
    names = _names(ruleset, judged.unknown) | missing_to_count(ruleset, known)
    for one, (applies, _truth) in zip(ruleset.rules, judged.truths, strict=True):
        if applies is not False:
            names |= {name for name in one.rule.names if _is_none_when_empty(ruleset, name)}
    return names | _behind_lookups(ruleset, known, names)


def _is_none_when_empty(ruleset: Ruleset, name: str) -> bool:
    return name in ruleset.input_names and ruleset.adjudication.input(name).empty_is_none


def _behind_lookups(ruleset: Ruleset, known: Given, names: frozenset[str]) -> frozenset[str]:
    """What a lookup asks for beside the code: the name always, a level where amounts have one."""
    found: set[str] = set()
    for fact in ruleset.facts:
        code = code_input(ruleset, fact.spec.reads)
        if code is None or code.name not in names:
            continue
        found.update(
            name for name in fact.spec.reads if ruleset.adjudication.input(name).kind is Kind.TEXT
        )
        for entry in ruleset.pack.entries:
            probe = {**known, code.name: entry.code}
            found.update(fact(*[probe.get(name) for name in fact.spec.reads]).missing)
    return frozenset(found - set(known))


def code_input(ruleset: Ruleset, reads: tuple[str, ...]) -> Input | None:
    """The input by which a lookup finds a published row, if it looks in lists at all."""
    return next(
        (one for one in map(ruleset.adjudication.input, reads) if one.is_code),
        None,
    )


def missing_to_count(ruleset: Ruleset, known: Given) -> frozenset[str]:
    """What a limit across claims would have to know of this one."""
    row, missing, _notes = look_up(ruleset, known)
    mask = 0
    for one in ruleset.quotas:
        among = one.among(row)
        if among is None:
            mask |= missing_mask(ruleset, row, missing, one.quota.among.names)
        if among is not False:
            mask |= missing_mask(ruleset, row, missing, one.reads)
    return _names(ruleset, mask)


def _names(ruleset: Ruleset, mask: int) -> frozenset[str]:
    return frozenset(name for name in ruleset.input_names if mask & ruleset.unknown_bits[name])
