"""The lists of adjudication that can be taken out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from hengji.core.adjudication.verdict import DECISION_LABELS, Decision, yuan_number
from hengji.core.documents.cells import Value
from hengji.core.masking import masked
from hengji.domains.subsidies.errors import NoSuchRunError
from hengji.domains.subsidies.models import RunTotal
from hengji.domains.subsidies.queries.claims import all_person_codes
from hengji.domains.subsidies.queries.runs import (
    DecisionRow,
    decisions_matching,
    run_get,
    runs_matching,
)
from hengji.domains.subsidies.rules import REVEAL_IDENTITY, VIEW_RUNS
from hengji.domains.subsidies.states import Stage
from hengji.platform.accounts.models import User
from hengji.platform.exchange.exports import (
    ExportColumn,
    ExportSpec,
    Filters,
    Rows,
    declare_export,
)


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def _runs(actor: User, filters: Filters) -> Rows:
    stage = filters.get("stage", "")
    found = runs_matching(
        actor,
        stage=Stage(stage) if stage in Stage.values else None,
        name=filters.get("q", ""),
    )
    return Rows(found.count(), found.iterator(500))


RUNS = declare_export(
    ExportSpec(
        code="subsidies.runs",
        label="补贴核定",
        permission=VIEW_RUNS,
        columns=(
            ExportColumn("申领表", lambda run: run.source.original_name),
            ExportColumn("状态", lambda run: run.stage.label),
            ExportColumn("行数", lambda run: run.rows),
            ExportColumn("有错的行", lambda run: run.bad_rows),
            ExportColumn("依据", lambda run: run.pack_number),
            ExportColumn("规则版本", lambda run: run.pack_hash[:12], is_code=True),
            ExportColumn("地区", lambda run: str(run.jurisdiction)),
            ExportColumn("上传人", lambda run: str(run.uploaded_by)),
            ExportColumn("上传时间", lambda run: _moment(run.uploaded_at)),
            ExportColumn("确认人", lambda run: str(run.submitted_by or "")),
            ExportColumn("核定时间", lambda run: _moment(run.decided_at)),
        ),
        rows=_runs,
        filters={"stage": "状态", "q": "文件名"},
        words={"stage": dict(Stage.choices)},
    )
)


@dataclass(frozen=True)
class _Decided:
    """A decision together with whose claim it was."""

    row: DecisionRow
    person: str


def _decisions(actor: User, filters: Filters) -> Rows:
    number = filters.get("run", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise NoSuchRunError
    run = run_get(actor, int(number))
    total, rows = decisions_matching(
        run,
        decision=filters.get("decision", ""),
        code=filters.get("code", ""),
        claim=filters.get("claim", ""),
    )

    def each() -> Iterator[_Decided]:
        persons = all_person_codes(run)
        for row in rows:
            yield _Decided(row, persons.get(row.row, ""))

    return Rows(total, each())


def _amount(one: _Decided) -> Value:
    return yuan_number(one.row.fen) if one.row.decision is Decision.APPROVED else None


def _clauses(found: tuple[RunTotal, ...]) -> str:
    return "；".join(
        f"{total.title}（{total.clause}）" if total.clause else total.title for total in found
    )


DECISIONS = declare_export(
    ExportSpec(
        code="subsidies.decisions",
        label="核定结果",
        permission=VIEW_RUNS,
        reveal=REVEAL_IDENTITY,
        columns=(
            ExportColumn("行", lambda one: one.row.row),
            ExportColumn("申领编号", lambda one: one.row.claim_id, is_code=True),
            ExportColumn("证件号码", lambda one: one.person, mask=masked, is_code=True),
            ExportColumn("决定", lambda one: DECISION_LABELS[one.row.decision]),
            ExportColumn("金额（元）", _amount),
            ExportColumn("不符合", lambda one: _clauses(one.row.failed)),
            ExportColumn("待定原因", lambda one: _clauses(one.row.unknown)),
            ExportColumn("公示异议", lambda one: "异议成立，暂缓" if one.row.held else ""),
        ),
        rows=_decisions,
        filters={"run": "核定编号", "decision": "决定", "code": "条款或栏目", "claim": "申领编号"},
        words={"decision": {one.value: label for one, label in DECISION_LABELS.items()}},
    )
)
