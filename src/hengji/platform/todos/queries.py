"""Todos as an account sees them: its own, its group's, what is late, and what was done."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.db.models import Q, QuerySet, TextChoices

from hengji.platform.accounts.models import User
from hengji.platform.paging import ListPaginator
from hengji.platform.states.panel import StatePanel, panel_of
from hengji.platform.states.table import all_tables
from hengji.platform.todos.errors import NoSuchTodoError
from hengji.platform.todos.models import LIVE, State, Todo
from hengji.platform.todos.people import may_do, of_own_place

ON_HOME, A_PAGE = 8, 30


class Scope(TextChoices):
    """Which todos a list is of."""

    MINE = "mine", "我的"
    GROUP = "group", "待领取"
    OVERDUE = "overdue", "已逾期"
    ALL = "all", "本级与下级"
    DONE = "done", "我办结的"


@dataclass(frozen=True)
class Shelf:
    """A few of the todos of a scope, the most urgent first, and how many there are to leaf."""

    scope: Scope
    heading: str
    nothing: str
    """What is said where there is none."""
    rows: tuple[Todo, ...]
    total: int


_ON_HOME = (
    (Scope.MINE, "我的待办", "没有等您办理的事项。"),
    (Scope.GROUP, "本组待领取", "没有等待领取的事项。"),
    (Scope.OVERDUE, "已逾期", "没有逾期的事项。"),
)


def todo_home(actor: User, today: date) -> tuple[Shelf, ...]:
    """What the first page shows."""
    return tuple(_shelf(actor, *one, today) for one in _ON_HOME)


def _shelf(actor: User, scope: Scope, heading: str, nothing: str, today: date) -> Shelf:
    first = ListPaginator(_of_scope(actor, scope, today), ON_HOME).page(1)
    return Shelf(scope, heading, nothing, tuple(first), first.paginator.count)


def todos_page(
    actor: User,
    *,
    scope: Scope,
    today: date,
    kind: str = "",
    words: str = "",
    page: str = "1",
) -> "Page[Todo]":
    """One page of a scope, by the kind of todo and words of its title."""
    found = _of_scope(actor, scope, today)
    if kind:
        found = found.filter(kind=kind)
    if words:
        found = found.filter(title__icontains=words)
    return ListPaginator(found, A_PAGE).get_page(page)


def todo_get(actor: User, todo_id: int) -> tuple[Todo, StatePanel]:
    """One todo with its history. Raises `NoSuchTodoError` where it is none of the actor's."""
    known = may_do(actor) | Q(assignee=actor) | Q(ended_by=actor)
    todo = _shown(Todo.objects.filter(known, pk=todo_id)).first()
    if todo is None:
        raise NoSuchTodoError
    return todo, panel_of(todo)


def todo_kinds() -> tuple[tuple[str, str], ...]:
    """Code and Chinese label of everything that can become a todo."""
    return tuple((spec.code, spec.label) for table in all_tables() for spec in table.todos)


def _of_scope(actor: User, scope: Scope, today: date) -> QuerySet[Todo]:
    live = Q(state__in=LIVE)
    asked = {
        Scope.MINE: live & Q(assignee=actor),
        Scope.GROUP: Q(state=State.OPEN) & of_own_place(actor),
        Scope.OVERDUE: live & Q(due_on__lt=today) & (Q(assignee=actor) | of_own_place(actor)),
        Scope.ALL: live & (Q(assignee=actor) | may_do(actor)),
        Scope.DONE: ~live & Q(ended_by=actor),
    }[scope]
    order = ("-ended_at", "-pk") if scope is Scope.DONE else ("due_on", "pk")
    return _shown(Todo.objects.filter(asked)).order_by(*order)


def _shown(found: QuerySet[Todo]) -> QuerySet[Todo]:
    return found.select_related("jurisdiction", "assignee", "ended_by")
