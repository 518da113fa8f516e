"""The list of todos, and one todo with its history."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from hengji.faces.web.filters import keeps_filters
from hengji.faces.web.staff import staff
from hengji.platform.todos.people import who_may_do
from hengji.platform.todos.queries import Scope, todo_get, todo_kinds, todos_page


@require_safe
@login_required
@keeps_filters
def todo_list(request: HttpRequest) -> HttpResponse:
    """One scope of the officer's todos, by kind and words; the address holds every choice."""
    asked = request.GET.get("scope", "")
    scope = Scope(asked) if asked in Scope.values else Scope.MINE
    kind, words = request.GET.get("kind", ""), request.GET.get("q", "").strip()
    today = timezone.localdate()
    page = todos_page(
        staff(request),
        scope=scope,
        today=today,
        kind=kind,
        words=words,
        page=request.GET.get("page", "1"),
    )
    context = {
        "page": page,
        "scope": scope,
        "scopes": Scope.choices,
        "kinds": todo_kinds(),
        "kind": kind,
        "q": words,
        "today": today,
        "is_filtered": bool(kind or words),
    }
    return render(request, "todos/list.html", context)


@require_safe
@login_required
def todo_page(request: HttpRequest, todo_id: int) -> HttpResponse:
    """One todo: what it is about, whose it is, and to whom it could be handed."""
    actor = staff(request)
    todo, panel = todo_get(actor, todo_id)
    is_mine = todo.assignee_id == actor.pk
    open_to_actor = is_mine or todo.assignee_id is None
    colleagues = who_may_do(todo).exclude(pk=actor.pk) if todo.permission else ()
    context = {
        "todo": todo,
        "panel": panel,
        "today": timezone.localdate(),
        "is_mine": is_mine,
        "colleagues": colleagues if panel.is_live and open_to_actor else (),
        "breadcrumbs": [("待办", reverse("office:todos")), (todo.title, "")],
    }
    return render(request, "todos/todo.html", context)
