"""A pack made ready to decide: its rules as functions, and the bits that a decision is kept in.

Every decision is two whole numbers. In ``fail`` each bit is a rule or quota that is not met; in
``unknown`` each bit is a name: of a rule that only something outside the notice can settle, or of
an input that is missing. The text of a decision is read off the bits, so a million decisions are
explained at no cost.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from hengji.core.adjudication.facts import Fact, build_fact
from hengji.core.packs.errors import Fault, PackError
from hengji.core.packs.facts import FACT_UNKNOWNS
from hengji.core.packs.model import (
    Adjudication,
    AmountLine,
    AtMost,
    NoLowerAfterHigher,
    OfOnePerson,
    Outcome,
    Pack,
    Quota,
    Rule,
)
from hengji.core.rules.missing import Missing, missing_python
from hengji.core.rules.python_engine import Compiled, compile_python

LARGEST_MASK = 62
"""Bits that fit a signed 64-bit whole number of any engine."""

NOT_DETERMINED = "NOT_DETERMINED"
"""The name of what neither the notice nor a missing input settles: never approved, never paid."""


@dataclass(frozen=True)
class CompiledRule:
    """A rule with its functions and its places in the masks."""

    rule: Rule
    applies: Compiled
    require: Compiled
    missing_to_apply: Missing
    missing_to_require: Missing
    fail_bit: int
    """0 for a rule whose unmet demand gives pending."""
    code_bit: int
    """The bit of the rule's own name among the unknowns."""


@dataclass(frozen=True)
class CompiledQuota:
    """A quota with its functions and its place in one of the masks."""

    quota: Quota
    among: Compiled
    per: tuple[Compiled, ...]
    fail_bit: int
    """0 for a quota that leaves its claims pending."""
    code_bit: int
    """The bit of such a quota's name among the unknowns; 0 for the others."""

    @property
    def reads(self) -> tuple[str, ...]:
        """The names without which the quota cannot be judged where it holds."""
        match self.quota:
            case AtMost(per=per):
                return tuple(name for one in per for name in one.names)
            case NoLowerAfterHigher(rank=rank, by=by):
                return (rank, by)
            case OfOnePerson(value=value):
                return (value,)


@dataclass(frozen=True)
class CompiledAmount:
    """A line of the amounts with its functions."""

    line: AmountLine
    when: Compiled | None
    fen: Compiled
    missing_for_when: Missing
    missing: Missing


class Ruleset:
    """The rules of ``pack`` that a workbook with ``columns`` can be held to."""

    def __init__(self, pack: Pack, columns: Collection[str]) -> None:
        if pack.adjudication is None:
            raise PackError(
                Fault(pack.id, None, "这个政策包只有目录，没有补贴规则", "请换用有规则的政策包")
            )
        self.pack = pack
        self.adjudication: Adjudication = pack.adjudication
        self.input_names = tuple(one.name for one in self.adjudication.inputs)
        unasked = {
            one.name for one in self.adjudication.inputs if one.optional and one.name not in columns
        }
        self.unasked_rules: tuple[Rule, ...] = tuple(
            rule for rule in self.adjudication.rules if unasked & set(rule.names)
        )
        active = [rule for rule in self.adjudication.rules if rule not in self.unasked_rules]
        self.outside: dict[str, str] = {NOT_DETERMINED: "通知没有给出这种情形的标准"}
        """What no input of a claim settles, with what an officer reads of it."""
        for fact in self.adjudication.facts:
            self.outside |= FACT_UNKNOWNS.get(fact.uses, {})
        quotas = self.adjudication.quotas
        self.fail_codes: tuple[str, ...] = (
            *(rule.code for rule in active if rule.outcome is Outcome.REJECT),
            *(quota.code for quota in quotas if not isinstance(quota, OfOnePerson)),
        )
        self.unknown_names: tuple[str, ...] = (
            *(rule.code for rule in active if rule.outcome is Outcome.PENDING),
            *(quota.code for quota in quotas if isinstance(quota, OfOnePerson)),
            *self.outside,
            *(one.name for one in self.adjudication.inputs),
        )
        for names in (self.fail_codes, self.unknown_names):
            if len(names) > LARGEST_MASK:
                raise PackError(
                    Fault(pack.id, None, f"规则或栏目超过{LARGEST_MASK}项", "请拆分政策包")
                )
        fail_bits = {code: 1 << place for place, code in enumerate(self.fail_codes)}
        self.unknown_bits = {name: 1 << place for place, name in enumerate(self.unknown_names)}
        undetermined = self.unknown_bits[NOT_DETERMINED]
        self.rules = tuple(
            CompiledRule(
                rule,
                compile_python(rule.applies),
                compile_python(rule.require),
                missing_python(rule.applies),
                missing_python(rule.require),
                fail_bits.get(rule.code, 0),
                self.unknown_bits.get(rule.code, undetermined),
            )
            for rule in active
        )
        self.quotas = tuple(
            CompiledQuota(
                quota,
                compile_python(quota.among),
                tuple(map(compile_python, quota.per)) if isinstance(quota, AtMost) else (),
                fail_bits.get(quota.code, 0),
                self.unknown_bits.get(quota.code, 0),
            )
            for quota in quotas
        )
        self.amounts = tuple(
            CompiledAmount(
                line,
                compile_python(line.when) if line.when else None,
                compile_python(line.fen),
                missing_python(line.when) if line.when else lambda _row: frozenset(),
                missing_python(line.fen),
            )
            for line in self.adjudication.amounts
        )

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The pack's lookups, built once."""
        return tuple(build_fact(self.pack, spec) for spec in self.adjudication.facts)

    @cached_property
    def fact_of(self) -> dict[str, int]:
        """Which lookup gives an attribute, by its place in ``facts``."""
        return {name: place for place, fact in enumerate(self.facts) for name in fact.spec.gives}

    def fail_text(self, mask: int) -> str:
        """The failures in a mask, in the pack's order, joined by ``;``."""
        return _text(self.fail_codes, mask)

    def unknown_text(self, mask: int) -> str:
        """The unknowns in a mask, in the pack's order, joined by ``;``."""
        return _text(self.unknown_names, mask)


def _text(names: Sequence[str], mask: int) -> str:
    return ";".join(name for place, name in enumerate(names) if mask >> place & 1)
