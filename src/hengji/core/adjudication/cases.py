"""A pack's examples, run as an officer would write them: cells in, decisions out."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from hengji.core.adjudication.cells import CellError, read_cell
from hengji.core.adjudication.fold import fold_judged
from hengji.core.adjudication.judge import Judged, outcome
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.adjudication.verdict import Verdict, yuan_text
from hengji.core.packs.errors import Fault
from hengji.core.packs.model import AtMost, Case, Outcome, Pack
from hengji.core.rules.values import Value

EXPECTED = ("decision", "amount_yuan", "failed", "unknown")


@dataclass(frozen=True)
class CaseResult:
    """What a case came to, and which rules it showed to be met, not met or not known."""

    case: Case
    faults: tuple[Fault, ...]
    shown: Mapping[str, frozenset[str]]


def run_case(pack: Pack, case: Case) -> CaseResult:
    """Decide the case's claims and compare with what it expects."""
    ruleset = Ruleset(pack, {name for claim in case.given for name in claim})
    try:
        claims = [typed(ruleset, claim) for claim in case.given]
    except (CellError, KeyError) as error:
        fault = Fault(case.file, case.line, f"示例“{case.name}”的一格读不出：{error}", "请改正示例")
        return CaseResult(case, (fault,), {})
    faults = []
    shown: dict[str, set[str]] = defaultdict(set)
    for place, (verdict, judged) in enumerate(fold_judged(ruleset, claims)):
        got = described(ruleset, verdict)
        for key, wanted in case.expect[place].items():
            if key not in EXPECTED or got[key] != wanted:
                faults.append(
                    Fault(
                        case.file,
                        case.line,
                        f"示例“{case.name}”第{place + 1}件的{key}应为“{wanted}”，"
                        f"实为“{got.get(key)}”",
                        "请核对规则或示例",
                    )
                )
        _show(ruleset, verdict, judged, shown)
    return CaseResult(
        case, tuple(faults), {code: frozenset(kinds) for code, kinds in shown.items()}
    )


def typed(ruleset: Ruleset, cells: Mapping[str, str]) -> dict[str, Value]:
    """A claim's cells as values. Raises :class:`CellError`; KeyError for a column not declared."""
    return {name: read_cell(ruleset.adjudication.input(name), text) for name, text in cells.items()}


def described(ruleset: Ruleset, verdict: Verdict) -> dict[str, str]:
    """A verdict as the cells of the decision columns."""
    return {
        "decision": verdict.decision.value,
        "amount_yuan": yuan_text(verdict.fen),
        "failed": ruleset.fail_text(verdict.fail),
        "unknown": ruleset.unknown_text(verdict.unknown),
    }


def _show(ruleset: Ruleset, verdict: Verdict, judged: Judged, shown: dict[str, set[str]]) -> None:
    for one in ruleset.rules:
        applies = one.applies(judged.row)
        truth = outcome(applies, one.require(judged.row))
        if truth is None:
            shown[one.rule.code].add("未知")
        elif truth is False:
            failing = one.rule.outcome is Outcome.REJECT
            shown[one.rule.code].add("不符合" if failing else "未知")
        elif applies is True:
            shown[one.rule.code].add("符合")
    for limit in ruleset.quotas:
        if limit.among(judged.row) is True:
            kind = "不符合" if verdict.fail & limit.fail_bit else "符合"
            if verdict.unknown & limit.code_bit:
                kind = "未知"
            shown[limit.quota.code].add(kind)
            if isinstance(limit.quota, AtMost) and kind == "不符合":
                # The first claim too many stands right behind the last one allowed.
                shown[limit.quota.code].add("边界")
