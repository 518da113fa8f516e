"""One decision with every clause it used: what an officer answers a person, or an auditor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hengji.core.adjudication.fold import Claim, fold_judged
from hengji.core.adjudication.judge import Judged, missing_mask, rule_missing
from hengji.core.adjudication.ruleset import CompiledRule, Ruleset
from hengji.core.adjudication.verdict import Verdict
from hengji.core.packs.model import Clause, Outcome
from hengji.core.rules.values import Truth


class State(StrEnum):
    """How a rule stands to a claim."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASKED = "not_asked"


STATE_LABELS = {
    State.MET: "符合",
    State.UNMET: "不符合",
    State.UNKNOWN: "待定",
    State.NOT_APPLICABLE: "不适用",
    State.NOT_ASKED: "由经办人核实",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A rule or quota, its clause, how it stands, and the names of what is missing."""

    code: str
    title: str
    clause: Clause
    state: State
    missing: tuple[str, ...] = ()
    officer_may_override: bool = False

    @property
    def label(self) -> str:
        """The state in Chinese."""
        return STATE_LABELS[self.state]


@dataclass(frozen=True, slots=True)
class AmountReason:
    """Which line of the amounts was used; ``fen`` is what the claim would be paid."""

    title: str
    clause: Clause
    percent: int
    fen: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The verdict, every line behind it, the amount's reason and what was looked up."""

    verdict: Verdict
    lines: tuple[Line, ...]
    amount: AmountReason | None
    notes: tuple[str, ...]

    def in_state(self, *states: State) -> tuple[Line, ...]:
        """The lines that stand so."""
        return tuple(line for line in self.lines if line.state in states)


def explain(
    ruleset: Ruleset,
    claim: Claim,
    others: Sequence[Claim] = (),
    *,
    before: int = 0,
    paid: Iterable[Claim] = (),
) -> Explanation:
    """Decide ``claim`` among the person's ``others`` and ``paid`` ones, and say why.

    The ``others`` hold, too, what other persons claim with a value that is one person's alone and
    that this person gives. ``before`` is how many of the ``others`` stand above it in the workbook:
    of two claims of one day the upper one comes first.
    """
    claims = [*others[:before], claim, *others[before:]]
    verdict, judged = fold_judged(ruleset, claims, paid=paid)[before]
    lines = [
        *(
            _rule_line(ruleset, one, judged, applies, truth)
            for one, (applies, truth) in zip(ruleset.rules, judged.truths, strict=True)
        ),
        *(
            Line(rule.code, rule.title, rule.clause, State.NOT_ASKED)
            for rule in ruleset.unasked_rules
        ),
        *_quota_lines(ruleset, judged, verdict),
    ]
    return Explanation(verdict, tuple(lines), _amount(ruleset, judged), judged.notes)


def _rule_line(
    ruleset: Ruleset, one: CompiledRule, judged: Judged, applies: Truth, truth: Truth
) -> Line:
    missing: tuple[str, ...] = ()
    if truth is None:
        mask = rule_missing(ruleset, one, judged.row, judged.missing)
        missing = _labels(ruleset, mask)
    rule = one.rule
    state = _state(applies, truth, rule.outcome)
    return Line(rule.code, rule.title, rule.clause, state, missing, rule.officer_may_override)


def _state(applies: Truth, truth: Truth, follows: Outcome) -> State:
    if truth is None:
        return State.UNKNOWN
    if truth:
        return State.MET if applies else State.NOT_APPLICABLE
    return State.UNMET if follows is Outcome.REJECT else State.UNKNOWN


def _labels(ruleset: Ruleset, mask: int) -> tuple[str, ...]:
    return tuple(
        one.label for one in ruleset.adjudication.inputs if mask & ruleset.unknown_bits[one.name]
    )


def _quota_lines(ruleset: Ruleset, judged: Judged, verdict: Verdict) -> Iterable[Line]:
    for one in ruleset.quotas:
        quota = one.quota
        missing: tuple[str, ...] = ()
        if verdict.fail & one.fail_bit:
            state = State.UNMET
        elif one.among(judged.row) is not True:
            state = State.NOT_APPLICABLE
        else:
            names = (ruleset.adjudication.person, *one.reads)
            mask = missing_mask(ruleset, judged.row, judged.missing, names)
            missing = _labels(ruleset, mask)
            several = verdict.unknown & one.code_bit
            state = State.UNKNOWN if mask or several else State.MET
        yield Line(quota.code, quota.title, quota.clause, state, missing)


def _amount(ruleset: Ruleset, judged: Judged) -> AmountReason | None:
    if judged.fen is None:
        return None
    for one in ruleset.amounts:
        if one.when is None or one.when(judged.row) is True:
            return AmountReason(one.line.title, one.line.clause, one.line.percent, judged.fen)
    return None
