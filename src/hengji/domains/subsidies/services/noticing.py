"""Putting the approved claims of a run before the public."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from hengji.core.adjudication.verdict import yuan_text
from hengji.domains.subsidies import tasks
from hengji.domains.subsidies.errors import RunStateError
from hengji.domains.subsidies.models import AdjudicationRun
from hengji.domains.subsidies.queries.noticed import COLUMNS, approved_of, notice_lines
from hengji.domains.subsidies.rules import HANDLE_RUNS
from hengji.domains.subsidies.services.access import locked_run
from hengji.domains.subsidies.states import State
from hengji.platform.accounts.models import User
from hengji.platform.jobs.services import job_enqueue
from hengji.platform.notices.models import PublicNotice
from hengji.platform.notices.queries.office import notice_on
from hengji.platform.notices.services.drafting import NoticeTable, NoticeText, notice_draft
from hengji.platform.notices.states import BEFORE_PUBLICATION

LINES_AT_ONCE = 2_000
"""Claims whose list is drawn up while the officer waits: a second or so."""


@transaction.atomic
def run_notice_draft(*, actor: User, run_id: int, at: datetime) -> PublicNotice:
    """Begin a notice on a reviewed run: its approved claims, but for those held back.

    Where one already runs, the new one corrects it. Raises `RunStateError` for a run that nobody
    has reviewed and for one whose draft is not published yet.
    """
    run = locked_run(actor, HANDLE_RUNS, run_id)
    if run.state != State.CONFIRMED:
        raise RunStateError("RUN_NOT_CONFIRMED", "复核通过的核定才能公示。")
    earlier = notice_on(run)
    if earlier is not None and earlier.state in BEFORE_PUBLICATION:
        raise RunStateError("RUN_NOTICE_DRAFTED", "这次核定已有公示草稿，请先办完它。")
    count = approved_of(run).count()
    if not count:
        raise RunStateError("RUN_NOTHING_APPROVED", "没有可以公示的申领。")
    at_once = count <= LINES_AT_ONCE
    notice = notice_draft(
        actor=actor,
        jurisdiction=run.jurisdiction,
        text=_text(run, count),
        table=NoticeTable(COLUMNS, notice_lines(run) if at_once else None),
        subject=run,
        corrects=earlier,
        at=at,
    )
    if not at_once:
        job_enqueue(
            actor=actor,
            kind=tasks.NOTICE,
            title=f"生成公示名单：{run.source.original_name}",
            params={"run_id": run.pk, "notice_id": notice.pk},
            jurisdiction=run.jurisdiction,
            at=at,
        )
    return notice


def _text(run: AdjudicationRun, count: int) -> NoticeText:
    """What the officer begins with; the clause and the office's telephone are theirs to add."""
    fen = approved_of(run).aggregate(total=Sum("fen", default=0))["total"]
    decided = timezone.localdate(run.decided_at) if run.decided_at else ""
    return NoticeText(
        title=f"{run.jurisdiction}职业培训补贴核定结果公示（{decided}核定）",
        content=(
            f"依据{run.pack_title}（{run.pack_number}）对申领逐件核定并经复核，"
            f"现将通过的 {count} 件、合计 {yuan_text(fen)} 元予以公示。"
        ),
        basis=f"{run.pack_title}（{run.pack_number}）"[:200],
        clause="",
        office_name=str(run.jurisdiction),
    )
