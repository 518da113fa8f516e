"""Whether the policy packs can be read, and the records of adjudication still add up."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from hengji.core.packs.errors import PackError
from hengji.core.packs.registry import get_pack, pack_folders
from hengji.domains.subsidies.models import AdjudicationRun, ClaimDecision, RunTotal, TotalKind
from hengji.domains.subsidies.states import DECIDED
from hengji.platform.health.findings import Finding, fault, fine
from hengji.platform.health.registry import check, consistency

BATCH = 1000


@check("packs", "政策包", needs_database=False)
def packs(at: datetime) -> Finding:
    """Every pack that came with the program loads, and its rules compile."""
    folders = pack_folders()
    faulty = []
    for folder in folders:
        try:
            get_pack(folder.name)
        except PackError as error:
            faulty.append(f"{folder.name}：{error}")
    if faulty:
        return fault("\n".join(faulty), "请用 hengji packs check 查看出错的位置，或重新安装。")
    return fine(f"{len(folders)} 个，均可读取")


@consistency("subsidies.decisions", "核定结果与申领表、汇总一致")
def decisions_add_up() -> Iterator[str]:
    """A decided run has a decision for every row that was read, and its totals are their sums."""
    decisions = ClaimDecision.objects.filter(run=OuterRef("pk")).order_by().values("run")
    by_decision = RunTotal.objects.filter(run=OuterRef("pk"), kind=TotalKind.DECISION)
    totals = by_decision.order_by().values("run")
    runs = AdjudicationRun.objects.filter(state__in=DECIDED).annotate(
        made=_of(decisions.annotate(n=Count("row")), "n"),
        fen=_of(decisions.annotate(n=Sum("fen")), "n"),
        told=_of(totals.annotate(n=Sum("claims")), "n"),
        told_fen=_of(totals.annotate(n=Sum("fen")), "n"),
    )
    for run in runs.order_by("pk").iterator(BATCH):
        read = (run.rows or 0) - run.bad_rows
        if run.made != read:
            yield f"核定 {run.pk}：读出 {read} 件，核定结果 {run.made} 件"
        if (run.made, run.fen) != (run.told, run.told_fen):
            yield (
                f"核定 {run.pk}：核定结果 {run.made} 件 {run.fen} 分，"
                f"汇总 {run.told} 件 {run.told_fen} 分"
            )


def _of(rows: "QuerySet[Any, Any]", name: str) -> Coalesce:
    return Coalesce(Subquery(rows.values(name), output_field=BigIntegerField()), 0)
