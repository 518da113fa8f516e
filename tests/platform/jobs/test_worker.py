"""Jobs in a real worker process: what a crash, a stop and a cancellation leave behind."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.jobs.kinds import Kind, Outcome
from hengji.platform.jobs.models import Job
from hengji.platform.jobs.services import job_cancel, job_enqueue
from hengji.platform.jobs.states import State

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
SLOW = Kind("test.slow", "数数", lambda run: Outcome("不在本进程执行"))
PROGRAM = Path(__file__).with_name("slow_worker.py")

pytestmark = pytest.mark.django_db(transaction=True)


@contextlib.contextmanager
def worker() -> Iterator[subprocess.Popen[bytes]]:
    """A worker on the test's database; killed at the end if it is still there."""
    url = make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])
    process = subprocess.Popen([sys.executable, PROGRAM], env={**os.environ, "DATABASE_URL": url})
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(job: Job, condition: Callable[[Job], bool]) -> Job:
    """Read the row until ``condition`` holds of it."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        job.refresh_from_db()
        if condition(job):
            return job
        time.sleep(0.05)
    raise AssertionError(f"{job.state} {job.progress_done} {job.error}")


def enqueue(actor: User, **params: object) -> Job:
    assert actor.jurisdiction
    return job_enqueue(
        actor=actor,
        kind=SLOW,
        title="数到六十",
        params=params,
        jurisdiction=actor.jurisdiction,
        at=AT,
    )


def effects() -> int:
    return AuditEntry.objects.filter(action="test.effect").count()


def test_job_whose_worker_is_killed_finishes_exactly_once(clerk: User) -> None:
    job = enqueue(clerk)
    with worker() as first:
        wait_for(job, lambda job: job.progress_done > 0)
        first.send_signal(signal.SIGKILL)
    job.refresh_from_db()
    assert job.status is State.RUNNING
    assert effects() == 0
    time.sleep(1.2)  # JOB_STALLED_SECONDS of the test's worker, and a little
    with worker():
        wait_for(job, lambda job: job.status.final)
    assert (job.status, job.attempt, job.percent) == (State.DONE, 2, 100)
    assert effects() == 1


def test_jobs_killed_before_the_start_and_before_the_commit_finish_exactly_once(
    clerk: User,
) -> None:
    waiting, ending = enqueue(clerk, steps=2), enqueue(clerk, steps=20, die="before the commit")
    with transaction.atomic():
        Job.objects.select_for_update().get(pk=waiting.pk)  # its worker comes no further than this
        with worker() as first:
            assert first.wait(30) == -signal.SIGKILL
        assert effects() == 0
    time.sleep(1.2)
    with worker():
        wait_for(waiting, lambda job: job.status.final)
        wait_for(ending, lambda job: job.status.final)
    assert (waiting.status, waiting.attempt) == (State.DONE, 1)
    assert (ending.status, ending.attempt) == (State.DONE, 2)
    assert [one.outcome for one in ending.attempts.all()] == ["lost", "done"]
    assert effects() == 2


def test_job_whose_worker_is_stopped_goes_back_and_finishes_later(clerk: User) -> None:
    job = enqueue(clerk)
    with worker() as first:
        wait_for(job, lambda job: job.progress_done > 0)
        first.terminate()
        assert first.wait(15) == 0
    job.refresh_from_db()
    assert (job.status, job.attempt) == (State.QUEUED, 0)
    with worker():
        wait_for(job, lambda job: job.status.final)
    assert job.status is State.DONE
    assert effects() == 1


def test_running_job_when_cancelled_stops_without_effect(clerk: User) -> None:
    job = enqueue(clerk)
    with worker():
        wait_for(job, lambda job: job.progress_done > 0)
        job_cancel(actor=clerk, job_id=job.pk, at=AT)
        wait_for(job, lambda job: job.status.final)
    assert job.status is State.CANCELLED
    assert job.progress_done < 60
    assert effects() == 0
