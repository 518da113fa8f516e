"""Confirming, stopping and giving up a run."""

from datetime import datetime

from django.db import transaction

from hengji.domains.subsidies import tasks
from hengji.domains.subsidies.errors import RunStateError
from hengji.domains.subsidies.queries.packs import pack_as_shown
from hengji.domains.subsidies.rules import HANDLE_RUNS
from hengji.domains.subsidies.services.access import locked_run
from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record
from hengji.platform.jobs.services import job_enqueue, job_stop
from hengji.platform.states.services import transition_apply


@transaction.atomic
def run_submit(*, actor: User, run_id: int, at: datetime) -> None:
    """Confirm the preview, or try again after a failure: the claims are decided by a job.

    Raises `TransitionRefusedError` where another officer was faster and `PackChangedError`.
    """
    run = locked_run(actor, HANDLE_RUNS, run_id)
    transition_apply(run, "submit", actor=actor, at=at, submitted_by=actor, submitted_at=at)
    pack_as_shown(run.pack_id, run.pack_hash)
    run.job = job_enqueue(
        actor=actor,
        kind=tasks.DECIDE,
        title=f"补贴核定：{run.source.original_name}",
        params={"run_id": run.pk},
        jurisdiction=run.jurisdiction,
        at=at,
    )
    run.save()


@transaction.atomic
def run_stop(*, actor: User, run_id: int, at: datetime) -> None:
    """Ask the run's job to end. Raises `RunStateError` where none is at work."""
    run = locked_run(actor, HANDLE_RUNS, run_id)
    if not run.stage.moving or run.job is None:
        raise RunStateError("RUN_STATE", f"这次核定{run.stage.label}，没有可以中止的任务。")
    job_stop(actor=actor, job=run.job, at=at)
    record(
        actor=actor,
        action="subsidies.run.stop",
        subject=run,
        jurisdiction=run.jurisdiction,
        at=at,
    )


@transaction.atomic
def run_discard(*, actor: User, run_id: int, at: datetime) -> None:
    """Give up a run that has decided nothing; the same file may then be handed in again."""
    run = locked_run(actor, HANDLE_RUNS, run_id)
    transition_apply(run, "discard", actor=actor, at=at)
