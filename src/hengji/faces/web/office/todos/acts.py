"""What an officer does with a todo: each page one call of a service."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from hengji.faces.web.posted import whole
from hengji.faces.web.staff import staff
from hengji.faces.web.ticked import page_that_asked, refusal_told
from hengji.platform.todos import services
from hengji.platform.todos.models import Todo


@require_POST
@login_required
def claim(request: HttpRequest, todo_id: int) -> HttpResponse:
    """Take it, and go on to where it is done."""

    def act() -> Todo:
        return services.todo_claim(actor=staff(request), todo_id=todo_id, at=timezone.now())

    return _answer(request, act, "已领取，请办理。", lambda todo: todo.link)


@require_POST
@login_required
def release(request: HttpRequest, todo_id: int) -> HttpResponse:
    """Give it back to the group."""

    def act() -> Todo:
        return services.todo_release(
            actor=staff(request), todo_id=todo_id, remark=_remark(request), at=timezone.now()
        )

    return _answer(request, act, "已退回待领取。")


@require_POST
@login_required
def hand_on(request: HttpRequest, todo_id: int) -> HttpResponse:
    """Give it to a colleague."""

    def act() -> Todo:
        return services.todo_hand_on(
            actor=staff(request),
            todo_id=todo_id,
            to_id=whole(request.POST.get("to", "")) or 0,
            remark=_remark(request),
            at=timezone.now(),
        )

    return _answer(request, act, "已转交。")


@require_POST
@login_required
def acknowledge(request: HttpRequest, todo_id: int) -> HttpResponse:
    """End what only tells something."""

    def act() -> Todo:
        return services.todo_acknowledge(actor=staff(request), todo_id=todo_id, at=timezone.now())

    return _answer(request, act, "已办结。")


def _remark(request: HttpRequest) -> str:
    return request.POST.get("remark", "").strip()[:500]


def _answer(
    request: HttpRequest,
    act: Callable[[], Todo],
    done: str,
    onward: Callable[[Todo], str] | None = None,
) -> HttpResponse:
    """Back to the page that asked; what the service says no to is told there."""
    back = page_that_asked(request, reverse("office:todos"))
    with refusal_told(request):
        todo = act()
        messages.success(request, done)
        return redirect(onward(todo) if onward else back)
    return redirect(back)
