"""The states of an adjudication run, the ways between them, and what an officer is shown."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where a run is. How far its job is, the job itself tells."""

    UPLOADED = "uploaded", "已上传"
    READY = "ready", "待确认"
    SUBMITTED = "submitted", "已提交"
    DONE = "done", "已核定"
    DISCARDED = "discarded", "已放弃"

    @property
    def final(self) -> bool:
        """Whether nothing of the run changes any more."""
        return not TRANSITIONS[self]


TRANSITIONS: dict[State, frozenset[State]] = {
    # A large file is read by a job; a small one is ready at once.
    State.UPLOADED: frozenset({State.READY, State.DISCARDED}),
    State.READY: frozenset({State.SUBMITTED, State.DISCARDED}),
    # A job that failed or was stopped leaves the run here, to be submitted again or given up.
    State.SUBMITTED: frozenset({State.SUBMITTED, State.DONE, State.DISCARDED}),
    State.DONE: frozenset(),
    State.DISCARDED: frozenset(),
}


class Stage(TextChoices):
    """A run's state together with its job's: the one word on the page."""

    READING = "reading", "读取中"
    READY = "ready", "待确认"
    QUEUED = "queued", "排队中"
    RUNNING = "running", "核定中"
    DONE = "done", "已核定"
    FAILED = "failed", "未完成"
    CANCELLED = "cancelled", "已中止"
    DISCARDED = "discarded", "已放弃"

    @property
    def moving(self) -> bool:
        """Whether a job is at work, so that the page asks again."""
        return self in {Stage.READING, Stage.QUEUED, Stage.RUNNING}
