"""Telling people of todos that others bring to them: handed on, or late further down."""

from datetime import datetime

from django.urls import reverse

from hengji.platform.accounts.models import User
from hengji.platform.audit.services import SYSTEM
from hengji.platform.messages.services import message_send_from
from hengji.platform.messages.templates import declare_template
from hengji.platform.todos.models import Todo
from hengji.platform.todos.people import who_may_do

GIVEN = declare_template(
    "todo.given",
    title="待办：{title}",
    body="{giver}交给您办理，期限 {due}。{remark}",
)
LATE = declare_template(
    "todo.late",
    title="下级待办逾期：{title}",
    body="{place}的这件待办已过期限 {due}，现由{assignee}办理，请督办。",
)


def tell_given(todo: Todo, *, giver: User | None, remark: str, at: datetime) -> None:
    """The assignee is told of a todo that somebody else gave them."""
    if todo.assignee is not None and todo.assignee != giver:
        message_send_from(
            to=todo.assignee,
            template=GIVEN,
            fields={
                "title": todo.title,
                "giver": str(giver or SYSTEM),
                "due": f"{todo.due_on:%Y-%m-%d}",
                "remark": remark,
            },
            link=_page(todo),
            at=at,
        )


def tell_late(todo: Todo, *, at: datetime) -> None:
    """Those who may do it at the division it was escalated to are told, once."""
    if todo.escalated_to is None:
        return
    superiors = who_may_do(todo).filter(appointments__place=todo.escalated_to).distinct()
    for superior in superiors:
        message_send_from(
            to=superior,
            template=LATE,
            fields={
                "title": todo.title,
                "place": str(todo.jurisdiction),
                "due": f"{todo.due_on:%Y-%m-%d}",
                "assignee": str(todo.assignee or "无人"),
            },
            link=_page(todo),
            at=at,
            key=f"todo.late.{todo.pk}.{todo.escalated_to_id}",
        )


def _page(todo: Todo) -> str:
    return reverse("office:todo", args=[todo.pk])
