"""The executions of a job, one row each: begun by whom, and what became of it."""

from datetime import datetime

from hengji.platform.jobs.models import Attempt, AttemptOutcome, Job

LOST = "执行进程意外中断"


def attempt_begin(job: Job, worker: str, at: datetime) -> None:
    """A new one; an earlier one that has told no end was lost with its worker."""
    attempt_end(job, AttemptOutcome.LOST, at, LOST)
    Attempt.objects.create(job=job, worker=worker, started_at=at)


def attempt_end(job: Job, outcome: AttemptOutcome, at: datetime, error: str = "") -> None:
    """Close the open one, if there is one: a job cancelled before it began has none."""
    Attempt.objects.filter(job=job, ended_at=None).update(outcome=outcome, ended_at=at, error=error)
