"""How todos arise and end: by the states of what they are about, in the same transaction."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model

from hengji.platform.accounts.models import User
from hengji.platform.states.services import Moved, transition_apply
from hengji.platform.states.table import StateTable, Todos
from hengji.platform.todos.due import due_date
from hengji.platform.todos.models import LIVE, State, Todo


def todos_follow(moved: Moved) -> None:
    """Raise or settle what the change of state is about."""
    states = {*moved.sources, str(moved.transition.target)}
    for spec in moved.table.todos:
        if spec.state in states:
            raised_by = f"{moved.table.code}.{moved.transition.code}"
            for subject in _subjects(spec, moved.records):
                todo_sync(
                    moved.table, spec, subject, actor=moved.actor, at=moved.at, raised_by=raised_by
                )


def todo_sync(
    table: StateTable,
    spec: Todos,
    subject: Model,
    *,
    actor: User | None,
    at: datetime,
    raised_by: str,
) -> None:
    """Bring the todo of ``subject`` in line: one while it is needed, none afterwards.

    The subject is locked first, so that two who settle its last records at once see each other.
    """
    type(subject)._default_manager.select_for_update(no_key=True).get(pk=subject.pk)
    live = (
        Todo.objects.select_for_update(of=("self",))
        .filter(kind=spec.code, state__in=LIVE, **_about(subject))
        .first()
    )
    needed = spec.needed(subject) if spec.needed else table.state_of(subject) == spec.state
    if needed and live is None:
        _raise(table, spec, subject, at, raised_by)
    elif live is not None and not needed:
        # Without an actor nobody has done it: what it was about is gone.
        code = "settle" if actor else "cancel"
        transition_apply(live, code, actor=actor, at=at, ended_by=actor, ended_at=at)


def _raise(table: StateTable, spec: Todos, subject: Model, at: datetime, raised_by: str) -> None:
    assignee = spec.assignee(subject) if spec.assignee else None
    place = (spec.place or table.place)(subject)
    Todo.objects.create(
        kind=spec.code,
        title=spec.title(subject)[:300],
        link=spec.link(subject),
        jurisdiction=place,
        body=getattr(subject, "body", None),
        permission=spec.permission.code if spec.permission else "",
        state=State.CLAIMED if assignee else State.OPEN,
        assignee=assignee,
        claimed_at=at if assignee else None,
        not_for=getattr(subject, spec.other_than.earlier) if spec.other_than else None,
        raised_by=raised_by,
        raised_at=at,
        due_on=due_date(at, spec.due_working_days, place),
        **_about(subject),
    )


def _about(subject: Model) -> dict[str, str]:
    return {"subject_type": subject._meta.label_lower, "subject_id": str(subject.pk)}


def _subjects(spec: Todos, records: Iterable[Model]) -> list[Model]:
    """Each subject once, in the order in which the records come: it is the order of the locks."""
    subjects = (spec.subject(one) if spec.subject else one for one in records)
    return list({one.pk: one for one in subjects}.values())
