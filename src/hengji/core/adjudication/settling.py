"""What a lookup's answer settles of the rules before any claim is asked: partial evaluation.

Which rules apply to a claim, and often what comes of them, is the same for every claim with the
same answer of a lookup. So the rules are tried once on each of the few answers, by their own
functions, over the names that an answer settles: those that the lookup gives, its narrow inputs,
and the choices among its wide ones. What is left to be asked of a claim is what a rule that
applies demands of the claim's other values. Where an answer leaves more than that in doubt (it is
not known whether a rule applies, or what it demands), the answer is *open*: its claims are asked
everything.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from hengji.core.adjudication.facts import Fact
from hengji.core.adjudication.judge import amount, outcome, rule_bits
from hengji.core.adjudication.ruleset import LARGEST_MASK, CompiledQuota, CompiledRule, Ruleset
from hengji.core.adjudication.tables import SQL_TYPES, Column
from hengji.core.packs.model import AtMost, NoLowerAfterHigher
from hengji.core.rules.expression import Expression
from hengji.core.rules.residual import residual
from hengji.core.rules.values import Kind, Truth, Value

T = TypeVar("T")

_FEW_VALUES = frozenset({Kind.CHOICE, Kind.YESNO})


@dataclass(frozen=True)
class Question:
    """What claims are still to be asked: what a rule demands, or what a quota counts them by."""

    code: str
    demand: Expression | None


@dataclass(frozen=True)
class Settling:
    """What is tried on the answers of one lookup; false where nothing is."""

    ruleset: Ruleset
    place: int
    """The lookup's."""
    few: tuple[int, ...]
    """Which of the lookup's wide inputs take few values: their places among them."""
    names: frozenset[str]
    """What an answer settles."""
    decided: tuple[CompiledRule, ...]
    """The rules that an answer settles as a whole."""
    asked: tuple[CompiledRule, ...]
    """The rules of which an answer settles whether they apply."""
    quotas: tuple[CompiledQuota, ...]
    """The quotas of which an answer settles whether they count the claim."""
    prices: bool
    """Whether an answer settles the amount."""
    questions: dict[Question, int]
    """What the answers settled so far leave to the claims, each with its bit in ``asked``."""
    demands: dict[tuple[Value, ...], Expression | Truth] = field(default_factory=dict)
    """By a rule's code and the settled values that it reads, what is left of its demand."""

    def __bool__(self) -> bool:
        return bool(self.decided or self.asked or self.quotas or self.prices)

    @property
    def fact(self) -> Fact:
        """The lookup."""
        return self.ruleset.facts[self.place]

    @cached_property
    def keys(self) -> Sequence[tuple[str, CompiledQuota]]:
        """The keys and ranks that an answer settles: the column of each, and its quota."""
        places = {one.quota.code: place for place, one in enumerate(self.ruleset.quotas)}
        found = []
        for one in self.quotas:
            match one.quota:
                case AtMost(code=code, per=(part,)) if self.names.issuperset(part.names):
                    found.append((f"key_{places[code]}", one))
                case NoLowerAfterHigher(code=code, rank=rank) if rank in self.names:
                    found.append((f"rank_{places[code]}", one))
        return found

    def columns(self) -> list[Column]:
        """The columns of what an answer settles.

        ``fail`` and ``unknown`` are the bits of what is decided, ``asked`` those of the questions
        to the claim. Where the answer is ``open``, they say nothing.
        """
        if not self:
            return []
        masks = [(f"{mask}_{self.place}", "BIGINT") for mask in ("fail", "unknown", "asked")]
        fen = [("settled_fen", "BIGINT")] if self.prices else []
        keys = [(name, _key_type(one)) for name, one in self.keys]
        return [*masks, (f"open_{self.place}", "BOOLEAN"), *fen, *keys]

    def settle(self, row: Mapping[str, Value], lacked: int) -> Sequence[Value]:
        """The values of :meth:`columns` for an answer; ``lacked`` is what the lookup missed."""
        if not self:
            return []
        missing = [lacked] * len(self.ruleset.facts)  # no other lookup's names are read
        fail = unknown = asked = 0
        doubted = False
        for one in self.decided:
            truth = outcome(one.applies(row), one.require(row))
            failed, unsettled = rule_bits(self.ruleset, one, truth, row, missing)
            fail, unknown = fail | failed, unknown | unsettled
        for limit in self.quotas:
            if limit.among(row):
                asked |= self._ask(limit.quota.code)
                doubted |= self._lacks(row, limit.reads)
        for one in self.asked:
            applies = one.applies(row)
            if applies is None or (applies and self._lacks(row, one.rule.require.names)):
                doubted = True
            elif applies:
                demand = self._demand(one, row)
                if isinstance(demand, Expression):
                    bit = self._ask(one.rule.code, demand)
                    asked, doubted = asked | bit, doubted or not bit
                else:
                    failed, unsettled = rule_bits(self.ruleset, one, demand, row, missing)
                    fail, unknown = fail | failed, unknown | unsettled
        priced: list[Value] = []
        if self.prices:
            try:
                fen, unsettled = amount(self.ruleset, row, missing)
            except KeyError:
                # The line that fits reads what only the claim has.
                fen, unsettled, doubted = None, 0, True
            unknown |= unsettled
            priced.append(fen)
        return [fail, unknown, asked, doubted, *priced, *(_key(one, row) for _, one in self.keys)]

    def _demand(self, one: CompiledRule, row: Mapping[str, Value]) -> Expression | Truth:
        """What a rule demands of the claim's own values: the same for most answers."""
        read = [name for name in one.rule.require.names if name in self.names]
        known = {name: row[name] for name in read}
        key = (one.rule.code, *known.values())
        if key not in self.demands:
            self.demands[key] = residual(one.rule.require, known)
        return self.demands[key]

    def _ask(self, code: str, demand: Expression | None = None) -> int:
        """The bit of a question; 0 for one too many."""
        question = Question(code, demand)
        if question not in self.questions and len(self.questions) < LARGEST_MASK:
            self.questions[question] = 1 << len(self.questions)
        return self.questions.get(question, 0)

    def _lacks(self, row: Mapping[str, Value], read: Collection[str]) -> bool:
        """Whether a value is missing that the answer should have settled."""
        return any(row[name] is None for name in self.names.intersection(read))


def _key(one: CompiledQuota, row: Mapping[str, Value]) -> Value:
    """What the claim is counted under, or where it ranks; ``None`` where it is not counted."""
    if not one.among(row):
        return None
    match one.quota:
        case NoLowerAfterHigher(rank=rank, ranks=ranks):
            return ranks.index(str(row[rank])) if row[rank] in ranks else None
    key: Value = one.per[0](row)
    return key


def _key_type(one: CompiledQuota) -> str:
    return SQL_TYPES[one.quota.per[0].kind] if isinstance(one.quota, AtMost) else "BIGINT"


def settlings(ruleset: Ruleset) -> tuple[Settling, ...]:
    """One for each lookup; a rule is tried on the first lookup that settles where it applies."""
    few = [_few_valued(ruleset, fact) for fact in ruleset.facts]
    names = [
        frozenset((*(fact.wide[n] for n in places), *fact.narrow, *fact.spec.gives))
        for fact, places in zip(ruleset.facts, few, strict=True)
    ]
    decided = [_home(names, one.rule.names) for one in ruleset.rules]
    asked = [
        _home(names, one.rule.applies.names) if home is None else None
        for one, home in zip(ruleset.rules, decided, strict=True)
    ]
    among = [_home(names, one.quota.among.names) for one in ruleset.quotas]
    whens = [one.line.when.names for one in ruleset.amounts if one.line.when]
    priced = _home(names, [name for read in whens for name in read])
    quotas = [_at(place, ruleset.quotas, among) for place in range(len(names))]
    return tuple(
        Settling(
            ruleset,
            place,
            few[place],
            names[place],
            _at(place, ruleset.rules, decided),
            _at(place, ruleset.rules, asked),
            quotas[place],
            priced == place,
            {Question(one.quota.code, None): 1 << bit for bit, one in enumerate(quotas[place])},
        )
        for place in range(len(names))
    )


def _at(place: int, tried: Sequence[T], homes: Sequence[int | None]) -> tuple[T, ...]:
    return tuple(one for one, home in zip(tried, homes, strict=True) if home == place)


def _few_valued(ruleset: Ruleset, fact: Fact) -> tuple[int, ...]:
    kinds = [ruleset.adjudication.input(name).kind for name in fact.wide]
    return tuple(place for place, kind in enumerate(kinds) if kind in _FEW_VALUES)


def _home(settled: Sequence[Collection[str]], read: Collection[str]) -> int | None:
    """The first lookup that settles all the names that are read; where none is read, none."""
    homes = (place for place, names in enumerate(settled) if read and set(read) <= set(names))
    return next(homes, None)
