"""The background work of this domain: reading a large sheet, and deciding its claims."""

from datetime import datetime

from django.utils import timezone

from hengji.domains.subsidies.models import AdjudicationRun
from hengji.domains.subsidies.queries.noticed import notice_lines
from hengji.domains.subsidies.queries.packs import pack_as_shown
from hengji.domains.subsidies.services.decide import decide
from hengji.domains.subsidies.services.inspection import inspect
from hengji.domains.subsidies.services.results import results_keep, sheet_keep
from hengji.platform.files.services import file_path
from hengji.platform.jobs.kinds import Outcome, declare_kind
from hengji.platform.jobs.models import Job
from hengji.platform.jobs.run import Run
from hengji.platform.notices.services.drafting import table_fill

STEPS = 14
"""Named steps of a decision, from reading to the last file written."""


def read_sheet(job: Run) -> Outcome:
    """Read every cell and list the faulty ones."""
    run = _run(job)
    job.progress(0, message="读取申领表")
    found = inspect(pack_as_shown(run.pack_id, run.pack_hash), file_path(run.source))
    return Outcome(
        f"读取完成：{found.rows} 行，{found.bad_rows} 行有错",
        save=lambda: sheet_keep(run_id=run.pk, found=found, at=timezone.now()),
    )


def decide_claims(job: Run) -> Outcome:
    """Decide every claim; what comes of it is saved in the transaction that ends the job."""
    run = _run(job)
    done = 0

    def progress(step: str) -> None:
        nonlocal done
        job.progress(min(done, STEPS - 1), STEPS, step)
        done += 1

    results = decide(run, pack_as_shown(run.pack_id, run.pack_hash), progress)
    return Outcome(
        f"核定完成：{results.decided} 件",
        save=lambda: results_keep(run_id=run.pk, results=results, at=timezone.now()),
    )


def _decide_again(job: Job, at: datetime) -> Job:
    """Submit the run again, as its own page would."""
    from hengji.domains.subsidies.services.submit import run_submit  # it enqueues these kinds

    run_id = job.params["run_id"]
    run_submit(actor=job.actor, run_id=run_id, at=at)
    run = AdjudicationRun.objects.select_related("job").get(pk=run_id)
    assert run.job is not None  # noqa: S101 - submitting has just given it one
    return run.job


def fill_notice(job: Run) -> Outcome:
    """Draw up the list of a notice that was begun without it."""
    run, notice_id = _run(job), job.params["notice_id"]
    job.progress(0, message="生成公示名单")
    return Outcome(
        "公示名单已生成，可以提交审核",
        save=lambda: table_fill(notice_id=notice_id, lines=notice_lines(run), at=timezone.now()),
    )


def _run(job: Run) -> AdjudicationRun:
    return AdjudicationRun.objects.select_related("source", "jurisdiction").get(
        pk=job.params["run_id"]
    )


READ = declare_kind("subsidies.read", "读取申领表", read_sheet)
DECIDE = declare_kind(
    "subsidies.decide", "补贴核定", decide_claims, again=_decide_again, tells_owner=False
)
NOTICE = declare_kind("subsidies.notice", "生成公示名单", fill_notice)
