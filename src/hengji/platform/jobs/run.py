"""What a handler holds while it works: the job, and the way to tell how far it is."""

import time
from collections.abc import Callable
from typing import Any

from django.db.models import F

from hengji.platform.jobs.models import Job
from hengji.platform.jobs.states import State

INTERVAL = 0.5  # seconds between two writes of the progress


class CancelledError(Exception):
    """The user wants no more of it."""


class SupersededError(Exception):
    """Another worker was given this job, because this one had seemed dead."""


class InterruptedError(Exception):  # noqa: A001 - the built-in one is about system calls
    """The worker is being stopped; the job goes back to the queue."""


class Run:
    """One execution of a job. A handler calls `progress` often; few of the calls cost anything."""

    def __init__(self, job: Job, stopping: Callable[[], bool]) -> None:
        self.job = job
        self._stopping = stopping
        self._last = float("-inf")

    @property
    def params(self) -> dict[str, Any]:
        return dict(self.job.params)

    def progress(self, done: int, total: int | None = None, message: str = "") -> None:
        """Tell how far it is, at most twice a second.

        Raises `CancelledError`, `SupersededError` or `InterruptedError` to end the work; a handler
        lets them pass.
        """
        now = time.monotonic()
        if now - self._last < INTERVAL and (total is None or done < total):
            return
        self._last = now
        if self._stopping():
            raise InterruptedError
        mine = Job.objects.filter(pk=self.job.pk, attempt=self.job.attempt, state=State.RUNNING)
        changes: dict[str, Any] = {
            "progress_total": F("progress_total") if total is None else total,
            "progress_done": done if total is None else min(done, total),
        }
        if message:
            changes["message"] = message
        if not mine.update(**changes):
            raise SupersededError
        if mine.filter(cancel_requested=True).exists():
            raise CancelledError
