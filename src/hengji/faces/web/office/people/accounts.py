"""The list of accounts, and opening one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from hengji.faces.web.filters import keeps_filters
from hengji.faces.web.office.people.forms import AccountForm, place_choices
from hengji.faces.web.staff import staff
from hengji.faces.web.telling import telling
from hengji.platform.accounts.queries import AccountFilter, accounts_page, accounts_suggested
from hengji.platform.accounts.rules import MANAGE_ACCOUNTS, VIEW_ACCOUNTS
from hengji.platform.accounts.services.accounts import account_create
from hengji.platform.permissions import allowed, require_permission
from hengji.platform.roles import all_roles

HOME = "账号与任职"
_STATES = (("open", "在用"), ("closed", "已停用"))


@require_safe
@require_permission(VIEW_ACCOUNTS)
@keeps_filters
def account_list(request: HttpRequest) -> HttpResponse:
    """The accounts of the user's place and of those below it."""
    actor = staff(request)
    asked = AccountFilter(
        **{name: request.GET.get(name, "").strip() for name in ("name", "place", "role", "state")}
    )
    context = {
        "page": accounts_page(actor, asked, request.GET.get("page", "1")),
        "asked": asked,
        "places": place_choices(actor, VIEW_ACCOUNTS),
        "roles": [(one.code, one.label) for one in all_roles()],
        "states": _STATES,
        "may_manage": allowed(actor, MANAGE_ACCOUNTS),
    }
    return render(request, "people/accounts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(MANAGE_ACCOUNTS)
def new_account(request: HttpRequest) -> HttpResponse:
    """The form; the new account's page then hands out the invitation."""
    actor = staff(request)
    form = AccountForm(actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        body = given.pop("body")
        with telling(form):
            user = account_create(
                actor=actor, body_id=int(body) if body else None, at=timezone.now(), **given
            )
            return redirect("office:account", user.pk)
    context = {"form": form, "breadcrumbs": [(HOME, reverse("office:accounts")), ("开通账号", "")]}
    return render(request, "people/form.html", context | {"title": "开通账号", "submit": "开通"},
                  status=400 if form.errors else 200)  # fmt: skip


@require_safe
@require_permission(MANAGE_ACCOUNTS)
def account_names(request: HttpRequest) -> HttpResponse:
    """Choices for the field that asks, whatever its name."""
    asked = request.GET.get(next(iter(request.GET), ""), "").strip()
    found = accounts_suggested(staff(request), asked) if asked else ()
    return render(request, "people/account_names.html", {"accounts": found})
