"""The states of a job and the ways between them."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where a job is."""

    QUEUED = "queued", "等待中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"
    CANCELLED = "cancelled", "已取消"

    @property
    def final(self) -> bool:
        """Whether nothing will happen to the job any more."""
        return not TRANSITIONS[self]


TRANSITIONS: dict[State, frozenset[State]] = {
    # A crash between two steps leaves RUNNING; the rescue starts such a job again.
    State.QUEUED: frozenset({State.RUNNING, State.CANCELLED}),
    State.RUNNING: frozenset(
        {State.RUNNING, State.QUEUED, State.DONE, State.FAILED, State.CANCELLED}
    ),
    State.DONE: frozenset(),
    State.FAILED: frozenset(),
    State.CANCELLED: frozenset(),
}
