"""What a lookup's answer settles of the rules before any claim is asked: partial evaluation.

Which rules apply to a claim, and often what comes of them, is the same for every claim with the
same answer of a lookup. So the rules are tried once on each of the few answers, by their own
functions, over the names that an answer settles: those that the lookup gives, its choices and its
narrow inputs. What is left to be asked of a claim is what a rule that
applies, or may apply, demands of the claim's other values. Where an answer leaves more than that
in doubt (nothing that is missing says why), the answer is *open*: its claims are asked everything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from hengji.core.adjudication.choices import Choices
from hengji.core.adjudication.facts import Fact
from hengji.core.adjudication.judge import (
    amount,
    missing_mask,
    outcome,
    quota_names,
    rule_bits,
)
from hengji.core.adjudication.questions import (
    OPEN_BIT,
    Counted,
    Demanded,
    Needed,
    Priced,
    Question,
)
from hengji.core.adjudication.ruleset import LARGEST_MASK, CompiledQuota, CompiledRule, Ruleset
from hengji.core.adjudication.tables import SQL_TYPES, Column
from hengji.core.packs.model import AtMost, NoLowerAfterHigher
from hengji.core.rules.expression import Expression
from hengji.core.rules.missing import needed_names
from hengji.core.rules.residual import residual
from hengji.core.rules.values import Truth, Value


@dataclass
class _Tried:
    """What has come of an answer so far."""

    row: Mapping[str, Value]
    missing: Sequence[int]
    fail: int = 0
    unknown: int = 0
    asked: int = 0

    def add(self, bits: tuple[int, int]) -> None:
        """Lay bits of failures and of unknowns over those that are there."""
        self.fail, self.unknown = self.fail | bits[0], self.unknown | bits[1]


@dataclass(frozen=True)
class Settling:
    """What is tried on the answers of one lookup; false where nothing is."""

    ruleset: Ruleset
    place: int
    """The lookup's."""
    choices: Choices
    """The lookup's."""
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
    questions: dict[Question, int] = field(default_factory=dict)
    """What the answers settled so far leave to the claims, each with its bit in ``asked``."""
    open_answers: list[Mapping[str, Value]] = field(default_factory=list)
    """The answers settled so far that are open."""
    demands: dict[tuple[Value, ...], tuple[Expression | Truth, tuple[str, ...] | None]] = field(
        default_factory=dict
    )
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
        to the claim. Where the answer is open, they say nothing else.
        """
        if not self:
            return []
        masks = [(f"{mask}_{self.place}", "BIGINT") for mask in ("fail", "unknown", "asked")]
        fen = [("settled_fen", "BIGINT")] if self.prices else []
        keys = [(name, _key_type(one)) for name, one in self.keys]
        return [*masks, *fen, *keys]

    def settle(self, row: Mapping[str, Value], lacked: int) -> Sequence[Value]:
        """The values of :meth:`columns` for an answer; ``lacked`` is what the lookup missed."""
        if not self:
            return []
        # No other lookup's names are read.
        tried = _Tried(row, [lacked] * len(self.ruleset.facts))
        for one in self.decided:
            truth = outcome(one.applies(row), one.require(row))
            tried.add(rule_bits(self.ruleset, one, truth, row, tried.missing))
        for limit in self.quotas:
            if limit.among(row):
                self._need(tried, quota_names(self.ruleset, limit, row))
                tried.asked |= self._ask(Counted(limit.quota.code))
        for one in self.asked:
            if one.applies(row) is not False:
                self._try(tried, one)
        priced = [self._price(tried)] if self.prices else []
        keys = [_key(one, row) for _, one in self.keys]
        if tried.asked & OPEN_BIT:
            self.open_answers.append(row)
        return [tried.fail, tried.unknown, tried.asked, *priced, *keys]

    def _try(self, tried: _Tried, one: CompiledRule) -> None:
        """A rule that applies or may apply: what it demands is decided, or left to the claim."""
        applies, row = one.applies(tried.row), tried.row
        doubt = 0
        if applies is None:
            names = one.missing_to_apply(row)
            doubt = missing_mask(self.ruleset, row, tried.missing, names)
        demand, needed = self._demand(one, row)
        if not isinstance(demand, Expression):
            if not applies and demand is not True:
                tried.unknown |= doubt or one.code_bit
            else:
                tried.add(rule_bits(self.ruleset, one, demand, row, tried.missing))
            return
        lacked = [name for name in needed or () if name in self.names and row[name] is None]
        why = doubt or missing_mask(self.ruleset, row, tried.missing, lacked)
        if not why and (lacked or not applies):
            tried.asked |= OPEN_BIT
            return
        if lacked:
            # Whatever the claim says, it is not known.
            tried.unknown |= doubt
        elif needed is None or applies or doubt & ~tried.unknown:
            tried.asked |= self._ask(Demanded(one.rule.code, demand, doubt))
        self._need(tried, needed or ())

    def plain(self, demand: Expression) -> tuple[str, ...] | None:
        """The names that alone keep a demand from being known, if it is as plain as that."""
        needed = needed_names(demand)
        inputs = self.ruleset.input_names
        return needed if needed and self.names.union(inputs).issuperset(needed) else None

    def _need(self, tried: _Tried, names: Iterable[str]) -> None:
        """What is missing of these names: settled, or to be asked."""
        for name in names:
            if name not in self.names:
                tried.asked |= self._ask(Needed(name))
            else:
                tried.unknown |= missing_mask(self.ruleset, tried.row, tried.missing, [name])

    def _price(self, tried: _Tried) -> Value:
        """The amount that is settled; else the line that fits is left to the claim."""
        try:
            fen, unsettled = amount(self.ruleset, tried.row, tried.missing)
        except KeyError:
            # The line that fits reads what only the claim has.
            place, line = next(
                (place, one)
                for place, one in enumerate(self.ruleset.amounts)
                if one.when is None or one.when(tried.row)
            )
            tried.asked |= self._ask(Priced(place))
            self._need(tried, line.line.fen.names)
            return None
        tried.unknown |= unsettled
        return fen

    def _demand(
        self, one: CompiledRule, row: Mapping[str, Value]
    ) -> tuple[Expression | Truth, tuple[str, ...] | None]:
        """What a rule demands of the claim's own values, and its names if it is plain.

        It is the same for most answers.
        """
        read = one.rule.require.names
        known = {name: row[name] for name in read if name in self.names}
        key = (one.rule.code, *known.values())
        found = self.demands.get(key)
        if found is None:
            # What is missing is named by the whole demand.
            whole = None in known.values() and any(name not in known for name in read)
            left = one.rule.require if whole else residual(one.rule.require, known)
            plain = self.plain(left) if isinstance(left, Expression) else None
            found = self.demands[key] = left, plain
        return found

    def _ask(self, question: Question) -> int:
        """The bit of a question; for one too many, that of everything."""
        if question not in self.questions and len(self.questions) < LARGEST_MASK:
            self.questions[question] = 1 << len(self.questions)
        return self.questions.get(question, OPEN_BIT)


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
