"""What every act on a record's page has in common."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hengji.domains.specifications import api
from hengji.faces.web.staff import staff
from hengji.faces.web.telling import telling
from hengji.platform.errors import HengjiError, NotFoundError, PermissionDeniedError


def acted(
    request: HttpRequest,
    specification_id: int,
    act: Callable[[], Any],
    done: str,
    refused: Callable[[], HttpResponse] | None = None,
) -> HttpResponse:
    """Do it and go back to the record; what the service has against it is said there.

    ``refused`` shows the page instead, with what was filled in. Another's record and a missing role
    stay errors of their own.
    """
    api.specification_get(specification_id, actor=staff(request))
    try:
        act()
    except (NotFoundError, PermissionDeniedError):
        raise
    except HengjiError as error:
        messages.error(request, error.message)
        if refused is not None:
            return refused()
    else:
        messages.success(request, done)
    return redirect("office:specification", specification_id)


def posted(request: HttpRequest, name: str) -> str:
    """A field of the form without outer blanks."""
    return request.POST.get(name, "").strip()


def form_page(
    request: HttpRequest,
    form: Form,
    one: api.Specification,
    title: str,
    act: Callable[[], Any],
    done: str,
) -> HttpResponse:
    """A form of the record: a good one is acted upon and leads back to the record."""
    back = reverse("office:specification", args=[one.pk])
    if request.method == "POST" and form.is_valid():
        with telling(form):
            act()
            messages.success(request, done)
            return redirect(back)
    context = {
        "form": form,
        "title": title,
        "back": back,
        "submit": "保存",
        "breadcrumbs": [
            ("考核规范", reverse("office:specifications")), (str(one), back), (title, ""),
        ],
    }  # fmt: skip
    status = 400 if form.errors else 200
    return render(request, "specifications/form.html", context, status=status)
