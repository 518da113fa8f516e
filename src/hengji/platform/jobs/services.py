"""Everything that happens to a job, each in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record
from hengji.platform.errors import ConflictError, NotFoundError
from hengji.platform.files.services import file_attach
from hengji.platform.jobs import tasks
from hengji.platform.jobs.attempts import attempt_begin, attempt_end
from hengji.platform.jobs.events import JOB_ENDED
from hengji.platform.jobs.kinds import Kind, Outcome, kind_of
from hengji.platform.jobs.models import AttemptOutcome, Job
from hengji.platform.jobs.states import JOB, UNFINISHED, State
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.outbox.services import publish
from hengji.platform.states.services import transition_apply
from hengji.platform.todos.following import todo_sync

MOST_ATTEMPTS = 4  # a job that takes its worker down with it must not do so for ever


@transaction.atomic
def job_enqueue(
    *,
    actor: User,
    kind: Kind,
    title: str,
    params: Mapping[str, Any],
    jurisdiction: Jurisdiction,
    at: datetime,
) -> Job:
    """Put a job into the queue, in the caller's transaction: with it or not at all.

    The caller's service has asked for the permission; ``params`` must be JSON.
    """
    job = Job.objects.create(
        kind=kind.code,
        title=title,
        params=dict(params),
        actor=actor,
        jurisdiction=jurisdiction,
        created_at=at,
    )
    tasks.run_job.defer(job_id=job.pk)
    record(
        actor=actor,
        action="job.enqueue",
        subject=job,
        jurisdiction=jurisdiction,
        at=at,
        after={"kind": kind.code},
    )
    return job


@transaction.atomic
def job_start(*, job_id: int, at: datetime, worker: str = "") -> Job | None:
    """Begin an execution in this worker; None when there is nothing to do any more.

    Each execution has a number. An earlier one that comes back to life finds the number changed
    and can neither report progress nor finish.
    """
    job = Job.objects.select_for_update().filter(pk=job_id).first()
    if job is None or job.status.final:
        return None
    if job.cancel_requested:
        _end(job, "cancel", at)
        return None
    if job.attempt >= MOST_ATTEMPTS:
        job.error = "任务多次意外中断，已停止重试。请检查文件后重新提交，或联系系统管理员。"
        if job.status is State.QUEUED:
            transition_apply(job, "start", actor=None, at=at)
        _end(job, "fail", at)
        return None
    transition_apply(
        job,
        "start",
        actor=None,
        at=at,
        attempt=job.attempt + 1,
        started_at=job.started_at or at,
        progress_done=0,
    )
    attempt_begin(job, worker, at)
    return job


@transaction.atomic
def job_finish(*, job: Job, outcome: Outcome, at: datetime) -> bool:
    """Save the results and mark the job done; False when this execution is no longer the one."""
    current = _current(job)
    if current is None:
        return False
    if outcome.save is not None:
        outcome.save()
    current.message = outcome.message
    current.result = outcome.result
    if outcome.result is not None and not outcome.result.subject_type:
        file_attach(file=outcome.result, subject=current)
    if current.progress_total is not None:
        current.progress_done = current.progress_total
    _end(current, "finish", at)
    return True


@transaction.atomic
def job_fail(*, job: Job, error: str, at: datetime) -> None:
    """End the execution with a message for the user."""
    current = _current(job)
    if current is not None:
        current.error = error
        _end(current, "fail", at)


@transaction.atomic
def job_end_cancelled(*, job: Job, at: datetime) -> None:
    """The work has stopped because its owner asked for it."""
    current = _current(job)
    if current is not None:
        _end(current, "cancel", at)


@transaction.atomic
def job_requeue(*, job: Job, at: datetime) -> None:
    """The worker stops before the work is done; the queue will start it again.

    This execution does not count: nothing was wrong with the job.
    """
    current = _current(job)
    if current is not None:
        attempt_end(current, AttemptOutcome.RETURNED, at)
        attempt = current.attempt - 1
        transition_apply(current, "requeue", actor=None, at=at, attempt=attempt)


@transaction.atomic
def job_cancel(*, actor: User, job_id: int, at: datetime) -> Job:
    """Ask for an end of one's own job. Raises `NotFoundError` for another's, and as `job_stop`."""
    job = Job.objects.filter(pk=job_id, actor=actor).first()
    if job is None:
        raise NotFoundError("JOB_NOT_FOUND", "没有找到这个任务，或它不是您提交的。")
    return job_stop(actor=actor, job=job, at=at)


@transaction.atomic
def job_stop(*, actor: User, job: Job, at: datetime) -> Job:
    """Ask for an end. One that waits ends at once, one that works when it next tells how far it is.

    The caller's service has asked whether the actor may. Raises `ConflictError` for a job that has
    ended.
    """
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.status.final:
        raise ConflictError("JOB_ENDED", f"这个任务{job.status.label}，不能再取消。")
    job.cancel_requested = True
    if job.status is State.QUEUED:
        _end(job, "cancel", at)
    else:
        job.save()
    record(actor=actor, action="job.cancel", subject=job, jurisdiction=job.jurisdiction, at=at)
    return job


@transaction.atomic
def job_retry(*, actor: User, job_id: int, at: datetime) -> Job:
    """Start a failed or cancelled job once more; the new job.

    Raises `NotFoundError` for a job of another's, `ConflictError` for one that cannot be started
    again or has been already, and what the kind's own service raises.
    """
    job = Job.objects.select_for_update().filter(pk=job_id, actor=actor).first()
    if job is None:
        raise NotFoundError("JOB_NOT_FOUND", "没有找到这个任务，或它不是您提交的。")
    again = kind_of(job.kind).again if job.may_go_again else None
    if again is None:
        raise ConflictError("JOB_NOT_AGAIN", f"这个任务{job.status.label}，不能重试或已经重试过。")
    retry = again(job, at)
    retry.retry_of = job
    retry.save(update_fields=("retry_of",))
    todo_sync(JOB, UNFINISHED, job, actor=actor, at=at, raised_by="job.retry")
    record(actor=actor, action="job.retry", subject=job, jurisdiction=job.jurisdiction, at=at,
           after={"retry": retry.pk})  # fmt: skip
    return retry


def enqueue_again(job: Job, at: datetime) -> Job:
    """The same work for the same owner: a kind's ``again`` where nothing else belongs to it."""
    return job_enqueue(
        actor=job.actor,
        kind=kind_of(job.kind),
        title=job.title,
        params=job.params,
        jurisdiction=job.jurisdiction,
        at=at,
    )


def _current(job: Job) -> Job | None:
    """The row, locked, if ``job``'s execution is still the one that counts."""
    return (
        Job.objects.select_for_update()
        .filter(pk=job.pk, attempt=job.attempt, state=State.RUNNING)
        .first()
    )


def _end(job: Job, code: str, at: datetime) -> None:
    """Go to a final state; the trace says that the system did it, and why."""
    transition_apply(job, code, actor=None, at=at, remark=job.error, finished_at=at)
    attempt_end(job, AttemptOutcome(job.state), at, job.error)
    publish(
        event=JOB_ENDED,
        subject=job,
        jurisdiction=job.jurisdiction,
        payload={"kind": job.kind, "state": job.state},
        at=at,
    )
