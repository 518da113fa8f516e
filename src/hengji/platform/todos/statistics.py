"""How many todos wait in a place."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from hengji.platform.accounts.models import User
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.statistics import counted
from hengji.platform.todos.models import LIVE, State, Todo
from hengji.platform.todos.queries import todo_kinds


@dataclass(frozen=True)
class WaitingTodos:
    """The todos of one kind that are not done; those overdue are among the open and claimed."""

    label: str
    open: int
    claimed: int
    overdue: int


def waiting_todos(actor: User, place: Jurisdiction, today: date) -> tuple[WaitingTodos, ...]:
    """By kind, those with the most overdue first."""
    labels = dict(todo_kinds())
    found = (
        counted(Todo.objects.all(), actor, place)
        .filter(state__in=LIVE)
        .values("kind")
        .annotate(
            open=Count("pk", filter=Q(state=State.OPEN)),
            claimed=Count("pk", filter=Q(state=State.CLAIMED)),
            overdue=Count("pk", filter=Q(due_on__lt=today)),
        )
        .order_by("-overdue", "kind")
    )
    return tuple(
        WaitingTodos(
            labels.get(one["kind"], one["kind"]), one["open"], one["claimed"], one["overdue"]
        )
        for one in found
    )
