"""One account: what it is appointed to, and everything that an administrator does to it."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hengji.faces.web.office.people.forms import AppointmentForm, CloseForm
from hengji.faces.web.posted import posted_date, whole
from hengji.faces.web.staff import staff
from hengji.platform.accounts.queries import account_get
from hengji.platform.accounts.rules import MANAGE_ACCOUNTS, VIEW_ACCOUNTS
from hengji.platform.accounts.services.accounts import account_close, account_reopen
from hengji.platform.accounts.services.appointments import appointment_end, appointment_grant
from hengji.platform.accounts.services.security import invitation_issue, second_factor_reset
from hengji.platform.errors import HengjiError
from hengji.platform.permissions import allowed, require_permission
from hengji.platform.roles import role_label


@never_cache
@require_safe
@require_permission(VIEW_ACCOUNTS)
def account_page(request: HttpRequest, user_id: int) -> HttpResponse:
    """Who it is, what it may do where and until when, and the forms for changing that."""
    return _show(request, user_id)


def _show(request: HttpRequest, user_id: int, **given: Any) -> HttpResponse:
    actor = staff(request)
    subject = account_get(actor, user_id)
    today = timezone.localdate()
    manages = allowed(actor, MANAGE_ACCOUNTS) and subject != actor
    context = {
        "subject": subject,
        "appointments": [
            (one, role_label(one.role), one.holds_on(today), one.since > today)
            for one in subject.appointments.all()
        ],
        "factors": Authenticator.objects.filter(user=subject).count(),
        "manages": manages,
        "is_self": subject == actor,
        "breadcrumbs": [("账号与任职", reverse("office:accounts")), (str(subject), "")],
    }
    if manages:
        context["appoint_form"] = AppointmentForm(actor, subject, today)
        context["close_form"] = CloseForm(actor, subject)
    context |= given
    broken = any(isinstance(one, forms.Form) and one.errors for one in given.values())
    return render(request, "people/account.html", context, status=400 if broken else 200)


@require_POST
@require_permission(MANAGE_ACCOUNTS)
def appoint(request: HttpRequest, user_id: int) -> HttpResponse:
    """Grant a role."""
    actor = staff(request)
    form = AppointmentForm(actor, account_get(actor, user_id), timezone.localdate(), request.POST)

    def act(given: dict[str, Any]) -> None:
        appointment_grant(
            actor=actor,
            user_id=user_id,
            acting_for_id=given.pop("acting_for"),
            at=timezone.now(),
            **given,
        )

    return _done(request, user_id, "appoint_form", form, act, "已授予任职。")


@require_POST
@require_permission(MANAGE_ACCOUNTS)
def close(request: HttpRequest, user_id: int) -> HttpResponse:
    """A leaver."""
    actor = staff(request)
    form = CloseForm(actor, account_get(actor, user_id), request.POST)

    def act(given: dict[str, Any]) -> None:
        account_close(
            actor=actor,
            user_id=user_id,
            deputy_id=given["deputy"],
            reason=given["reason"],
            at=timezone.now(),
        )

    return _done(request, user_id, "close_form", form, act, "账号已停用，任职已结束。")


def _done(
    request: HttpRequest,
    user_id: int,
    name: str,
    form: forms.Form,
    act: Callable[[dict[str, Any]], None],
    told: str,
) -> HttpResponse:
    """Act and go back to the page, or show the form again with what is wrong."""
    if form.is_valid():
        try:
            act(dict(form.cleaned_data))
        except HengjiError as error:
            if error.field is None:
                raise
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, told)
            return redirect("office:account", user_id)
    return _show(request, user_id, **{name: form})


@require_POST
@require_permission(MANAGE_ACCOUNTS)
def end(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Set an appointment's last day."""
    last_day = timezone.localdate()
    if request.POST.get("last_day"):
        last_day = posted_date(request, "last_day", "任职的最后一天")
    user_id = whole(request.POST.get("user_id", "")) or 0
    appointment_end(
        actor=staff(request),
        appointment_id=appointment_id,
        last_day=last_day,
        reason=request.POST.get("reason", ""),
        at=timezone.now(),
    )
    messages.success(request, f"任职到 {last_day:%Y-%m-%d} 为止。")
    return redirect("office:account", user_id)


@never_cache
@require_POST
@require_permission(MANAGE_ACCOUNTS)
def invite(request: HttpRequest, user_id: int) -> HttpResponse:
    """A link, shown this once, for the account's owner to set a password."""
    key, token = invitation_issue(actor=staff(request), user_id=user_id, at=timezone.now())
    link = request.build_absolute_uri(reverse("account_invitation", args=[key, token]))
    return _show(request, user_id, invitation=link)


@require_POST
@require_permission(MANAGE_ACCOUNTS)
def reopen(request: HttpRequest, user_id: int) -> HttpResponse:
    """Let the account sign in again."""
    reason = request.POST.get("reason", "")
    account_reopen(actor=staff(request), user_id=user_id, reason=reason, at=timezone.now())
    messages.success(request, "账号已重新启用；任职需要重新授予。")
    return redirect("office:account", user_id)


@require_POST
@require_permission(MANAGE_ACCOUNTS)
def reset_factor(request: HttpRequest, user_id: int) -> HttpResponse:
    """Take away lost authenticators."""
    reason = request.POST.get("reason", "")
    second_factor_reset(actor=staff(request), user_id=user_id, reason=reason, at=timezone.now())
    messages.success(request, "两步验证已清除，本人下次登录时重新设置。")
    return redirect("office:account", user_id)
