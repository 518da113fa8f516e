"""The office's first page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hengji.faces.web.staff import staff
from hengji.platform.todos.queries import todo_home


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this account; below, everything that it may do, as the menu has it."""
    today = timezone.localdate()
    context = {"shelves": todo_home(staff(request), today), "today": today}
    return render(request, "office/home.html", context)
