"""The validator of policy packs: what a pack must be before anybody is paid by it."""

import ast
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from hengji.core.adjudication.cases import CaseResult, run_case
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.catalogues.reading import read_catalogue
from hengji.core.documents.errors import DocumentError
from hengji.core.documents.textdump import parse
from hengji.core.packs.errors import Fault, PackError
from hengji.core.packs.load import load_pack
from hengji.core.packs.model import (
    Adjudication,
    Amount,
    AtMost,
    Clause,
    NoLowerAfterHigher,
    OfOnePerson,
    Outcome,
    Pack,
    Rule,
)
from hengji.core.text import narrow, squeeze

RULES, QUOTAS, INTERPRETATIONS = "rules.yaml", "quotas.yaml", "interpretations.yaml"
_NEEDED: Mapping[type, set[str]] = {
    AtMost: {"符合", "不符合", "边界"},
    NoLowerAfterHigher: {"符合", "不符合"},
    OfOnePerson: {"符合", "未知"},
}
"""The cases that a quota must be shown by, by its kind."""
_ORDERED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def check_pack(folder: Path, sources: Path | None = None) -> list[Fault]:
    """Everything wrong with the pack in ``folder``; empty when it may be used.

    With the notices in ``sources`` at hand, every quote is looked for in the pack's own notice,
    and the catalogues are read again from it and compared row by row.
    """
    try:
        pack = load_pack(folder)
        faults = [*_identity(pack), *_lists(pack), *_amounts(pack)]
        if pack.adjudication is not None:
            faults += _rules(pack, pack.adjudication)
            faults += _cases(pack, pack.adjudication)
    except PackError as error:
        return list(error.faults)
    except DocumentError as error:
        return [Fault("catalogues", error.row, str(error), "请重新导入目录")]
    if sources is not None:
        faults += _against_source(pack, sources)
    return faults


def _identity(pack: Pack) -> Iterator[Fault]:
    if pack.id != pack.folder.name:
        yield Fault("pack.yaml", None, f"id“{pack.id}”与文件夹名不同", "请改成一致")
    start, end = pack.effective_from, pack.effective_to
    if start and end and end < start:
        yield Fault("pack.yaml", None, "失效日期早于施行日期", "请核对 effective")


def _lists(pack: Pack) -> Iterator[Fault]:
    found = Counter(entry.list_id for entry in pack.entries)
    for one in pack.lists:
        if found.pop(one.id, 0) != one.rows:
            yield Fault("pack.yaml", None, f"目录“{one.id}”应有{one.rows}行", "请重新导入目录")
    for list_id in found:
        yield Fault("pack.yaml", None, f"目录“{list_id}”没有声明", "请写入 lists")
    places = Counter((entry.list_id, entry.row) for entry in pack.entries)
    for (list_id, row), times in places.items():
        if times > 1:
            yield Fault(f"catalogues/{list_id}.csv", row + 1, "行号重复", "请重新导入目录")


def _amounts(pack: Pack) -> Iterator[Fault]:
    """Dated rows of one key follow one another without gap or overlap."""
    rows: Mapping[tuple[object, ...], list[Amount]] = defaultdict(list)
    for row in pack.amount_rows:
        rows[row.programme, row.class_, row.code, row.level].append(row)
    for dated in rows.values():
        dated.sort(key=lambda row: row.valid_from)
        for before, after in pairwise(dated):
            if before.valid_to is None or before.valid_to >= after.valid_from:
                yield Fault(
                    "amounts.csv", after.line, "有效期与上一行重叠", "请改上一行的 valid_to"
                )
            elif before.valid_to + timedelta(days=1) != after.valid_from:
                yield Fault("amounts.csv", after.line, "有效期与上一行之间有空档", "请接上日期")
        for row in dated:
            if row.valid_to is not None and row.valid_to < row.valid_from:
                yield Fault("amounts.csv", row.line, "失效日期早于生效日期", "请核对日期")
            if row.fen < 0 or row.minimum_lessons < 0:
                yield Fault("amounts.csv", row.line, "金额或课时为负", "请核对")


def _rules(pack: Pack, adjudication: Adjudication) -> Iterator[Fault]:
    Ruleset(pack, {one.name for one in adjudication.inputs})
    codes = Counter(rule.code for rule in adjudication.rules)
    codes.update(quota.code for quota in adjudication.quotas)
    for code, times in codes.items():
        if times > 1:
            yield Fault(RULES, None, f"代码“{code}”用了{times}次", "每条规则用自己的代码")
    if not adjudication.amounts or adjudication.amounts[-1].when is not None:
        yield Fault(RULES, None, "amount 的最后一行应不带 when", "写明其余情形的金额")
    numbers = {
        number
        for group in (adjudication.rules, adjudication.quotas, adjudication.statements)
        for one in group
        for number in one.numbers
    }
    for number in range(1, max(numbers, default=0) + 1):
        if number not in numbers:
            yield Fault(RULES, None, f"第{number}条没有落到任何规则", "请写入 rules 或 statements")


# Cases ---------------------------------------------------------------------------------------


def _cases(pack: Pack, adjudication: Adjudication) -> Iterator[Fault]:
    codes = {one.code for group in (adjudication.rules, adjudication.quotas) for one in group}
    for case in pack.cases:
        for code in case.rules:
            if code not in codes:
                yield Fault(case.file, case.line, f"没有规则“{code}”", "请检查拼写")
    results = [run_case(pack, case) for case in pack.cases]
    for result in results:
        yield from result.faults
    shown: dict[str, set[str]] = defaultdict(set)
    for result in results:
        _collect(result, shown)
    for rule in adjudication.rules:
        for kind in sorted(_needed(rule) - shown[rule.code]):
            yield Fault(RULES, rule.line, f"“{rule.code}”缺少示例：{kind}", "请在 cases 中补一件")
    for quota in adjudication.quotas:
        for kind in sorted(_NEEDED[type(quota)] - shown[quota.code]):
            yield Fault(
                QUOTAS, quota.line, f"“{quota.code}”缺少示例：{kind}", "请在 cases 中补一件"
            )


def _collect(result: CaseResult, shown: dict[str, set[str]]) -> None:
    for code, kinds in result.shown.items():
        shown[code] |= kinds
    for code in result.case.rules:
        # An example on the border says so in its name, and the officer reads why.
        if "边界" in result.case.name:
            shown[code].add("边界")


def _needed(rule: Rule) -> set[str]:
    if isinstance(rule.require.tree, ast.Constant):
        return {"未知"}
    needed = {"符合", "未知"}
    if rule.outcome is Outcome.REJECT:
        needed.add("不符合")
    compares = (node for node in ast.walk(rule.require.tree) if isinstance(node, ast.Compare))
    if any(isinstance(op, _ORDERED) for node in compares for op in node.ops):
        needed.add("边界")
    return needed


# Against the notice --------------------------------------------------------------------------


def _against_source(pack: Pack, sources: Path) -> Iterator[Fault]:
    notice = next(
        (
            path
            for path in sorted(sources.iterdir())
            if path.is_file()
            and hashlib.sha256(path.read_bytes()).hexdigest() == pack.source_sha256
        ),
        None,
    )
    if notice is None:
        yield Fault(
            "pack.yaml",
            None,
            f"{sources.name} 中没有与 source.sha256 相符的通知",
            "请核对原文的版本",
        )
        return
    text = _plain(notice.read_text("utf-8"))
    for file, line, clause in _clauses(pack):
        if clause.quote and _plain(clause.quote) not in text:
            yield Fault(file, line, f"原文中没有引文“{clause.quote}”", "请照原文改正")
    again = read_catalogue(parse(notice.read_text("utf-8")))
    published = {(entry.list_id, entry.row): entry for entry in again.entries}
    for entry in pack.entries:
        if published.get((entry.list_id, entry.row)) != entry:
            yield Fault(
                f"catalogues/{entry.list_id}.csv",
                entry.row + 1,
                "与通知原文的这一行不同",
                "请重新导入目录",
            )


def _plain(text: str) -> str:
    return squeeze(narrow(text))


def _clauses(pack: Pack) -> Iterable[tuple[str, int | None, Clause]]:
    if pack.adjudication is not None:
        for rule in pack.adjudication.rules:
            yield RULES, rule.line, rule.clause
        for line in pack.adjudication.amounts:
            yield RULES, line.line, line.clause
        for statement in pack.adjudication.statements:
            yield RULES, None, statement.clause
        for quota in pack.adjudication.quotas:
            yield QUOTAS, quota.line, quota.clause
    for one in pack.interpretations:
        yield INTERPRETATIONS, None, one.clause
