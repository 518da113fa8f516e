"""What people do with todos; what they are about is done elsewhere, and settles them."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record
from hengji.platform.states.services import transition_apply
from hengji.platform.todos.actions import ESCALATE
from hengji.platform.todos.errors import NoSuchTodoError, TodoTakenError, UnfitColleagueError
from hengji.platform.todos.models import LIVE, State, Todo
from hengji.platform.todos.people import require_may_do, who_may_do
from hengji.platform.todos.telling import tell_given, tell_late

PATIENCE = timedelta(days=7)
"""So long a superior division has what is overdue, before the next one above sees it too."""


@transaction.atomic
def todo_claim(*, actor: User, todo_id: int, at: datetime) -> Todo:
    """Take it, so that colleagues see that it is in hand; claiming one's own again changes nothing.

    Raises `TodoTakenError` naming who was faster, `NoSuchTodoError`, `TransitionRefusedError`.
    """
    todo = _locked(todo_id)
    if todo.assignee_id == actor.pk and todo.status is State.CLAIMED:
        return todo
    require_may_do(actor, todo)
    _not_taken(todo, actor)
    transition_apply(todo, "claim", actor=actor, at=at, assignee=actor, claimed_at=at)
    return todo


@transaction.atomic
def todo_release(*, actor: User, todo_id: int, remark: str, at: datetime) -> Todo:
    """Give it back to all who may do it. Raises as `todo_claim` does."""
    todo = _own(actor, todo_id)
    transition_apply(
        todo, "release", actor=actor, at=at, remark=remark, assignee=None, claimed_at=None
    )
    return todo


@transaction.atomic
def todo_hand_on(*, actor: User, todo_id: int, to_id: int, remark: str, at: datetime) -> Todo:
    """Give one's own, or one that waits, to a colleague who may do it.

    Raises `UnfitColleagueError`, and as `todo_claim` does.
    """
    todo = _locked(todo_id)
    if todo.assignee_id != actor.pk:
        require_may_do(actor, todo)
        _not_taken(todo, actor)
    colleague = who_may_do(todo).filter(pk=to_id).first() if todo.permission else None
    if colleague is None and todo.permission:
        raise UnfitColleagueError
    transition_apply(
        todo, "hand_on", actor=actor, at=at, remark=remark, assignee=colleague, claimed_at=at
    )
    tell_given(todo, giver=actor, remark=remark, at=at)
    return todo


@transaction.atomic
def todo_acknowledge(*, actor: User, todo_id: int, at: datetime) -> Todo:
    """End one that only its owner's word ends, such as a job that failed."""
    todo = _own(actor, todo_id)
    transition_apply(todo, "acknowledge", actor=actor, at=at, ended_by=actor, ended_at=at)
    return todo


@transaction.atomic
def todos_hand_over(
    *, from_user: User, to_user: User | None, actor: User | None, reason: str, at: datetime
) -> int:
    """A leaver's todos go to the deputy, or back to the group where there is none who may do them.

    What only the leaver could end is ended. The caller's service has asked for the permission to
    close or deputise an account. Returns how many the deputy has got.
    """
    mine = Todo.objects.select_for_update(of=("self",)).filter(
        assignee=from_user, state=State.CLAIMED
    )
    given = 0
    for todo in mine.select_related("jurisdiction").order_by("pk"):
        if not todo.permission:
            transition_apply(todo, "cancel", actor=None, at=at, remark=reason, ended_at=at)
        elif to_user is not None and who_may_do(todo).filter(pk=to_user.pk).exists():
            transition_apply(
                todo, "hand_on", actor=actor, at=at, remark=reason, assignee=to_user, claimed_at=at
            )
            tell_given(todo, giver=actor, remark=reason, at=at)
            given += 1
        else:
            transition_apply(
                todo, "release", actor=actor, at=at, remark=reason, assignee=None, claimed_at=None
            )
    return given


@transaction.atomic
def todos_escalate(*, today: date, at: datetime) -> int:
    """Show what is overdue to the superior division and tell it. How many there were.

    What stays overdue goes one division further every `PATIENCE`, up to the province. A province
    has no superior here: its own are marked, and shown as late.
    """
    again = Q(escalated_to__parent__isnull=False, escalated_at__lte=at - PATIENCE)
    late = (
        Todo.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(Q(escalated_at=None) | again, state__in=LIVE, due_on__lt=today)
        .exclude(permission="")
        .select_related("jurisdiction__parent", "escalated_to__parent")
        .order_by("pk")
    )
    escalated = list(late)
    for todo in escalated:
        place = todo.escalated_to or todo.jurisdiction
        todo.escalated_at = at
        todo.escalated_to = place.parent if place else None
        todo.save(update_fields=("escalated_at", "escalated_to"))
        record(
            actor=None,
            action=ESCALATE,
            subject=todo,
            jurisdiction=todo.jurisdiction,
            at=at,
            after={"due_on": todo.due_on, "escalated_to": todo.escalated_to_id},
        )
        tell_late(todo, at=at)
    return len(escalated)


def _locked(todo_id: int) -> Todo:
    """The row as it is once the lock is ours.

    Without its assignee: after a wait PostgreSQL reads the locked row anew, but not what was
    joined to it, so that a colleague who was faster would be nobody.
    """
    todo = (
        Todo.objects.select_for_update(of=("self",))
        .select_related("jurisdiction")
        .filter(pk=todo_id)
        .first()
    )
    if todo is None:
        raise NoSuchTodoError
    return todo


def _own(actor: User, todo_id: int) -> Todo:
    """The actor's own; another's is named to those who could do it, and unknown to all others."""
    todo = _locked(todo_id)
    if todo.assignee_id != actor.pk:
        require_may_do(actor, todo)
        _not_taken(todo, actor)
    return todo


def _not_taken(todo: Todo, actor: User) -> None:
    if todo.status is State.CLAIMED and todo.assignee_id != actor.pk:
        raise TodoTakenError(todo)
