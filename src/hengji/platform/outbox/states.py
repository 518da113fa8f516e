"""The states of a delivery: one event on its way to one receiver."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where a delivery is."""

    PENDING = "pending", "待投递"
    DONE = "done", "已投递"
    DEAD = "dead", "已停止"


TRANSITIONS: dict[State, frozenset[State]] = {
    # A failure leaves PENDING with a later hour; a replay goes back to it from anywhere.
    State.PENDING: frozenset({State.PENDING, State.DONE, State.DEAD}),
    State.DONE: frozenset({State.PENDING}),
    State.DEAD: frozenset({State.PENDING}),
}
