"""The states of a delivery: one event on its way to one receiver."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where a delivery is. A failure leaves PENDING; a replay goes back to it from anywhere."""

    PENDING = "pending", "待投递"
    DONE = "done", "已投递"
    DEAD = "dead", "已停止"


class Stage(TextChoices):
    """A delivery's state and whether it has failed before: the one word on the page."""

    PENDING = "pending", "待投递"
    RETRYING = "retrying", "重试中"
    DONE = "done", "已投递"
    DEAD = "dead", "已停止"
