"""Signing in, and taking up an invitation."""

from typing import Any

from allauth.account.views import LoginView, PasswordChangeView
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator

from hengji.platform.accounts.demo import ACCOUNTS
from hengji.platform.accounts.models import User
from hengji.platform.accounts.services.security import invitation_take_up


class SignInView(LoginView):  # type: ignore[misc]  # allauth publishes no types
    """allauth's, with the demo's accounts beside the form where the site is a demo."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the template shows."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "demo_accounts": ACCOUNTS if settings.DEMO else (),
            "demo_password": settings.DEMO_PASSWORD if settings.DEMO else "",
        }


@method_decorator(login_required, name="dispatch")
@method_decorator(transaction.atomic, name="dispatch")
class PasswordView(PasswordChangeView):  # type: ignore[misc]  # the same
    """allauth's; the password and its audit row stand or fall together."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Who has no password here is told where it is: this site gives no second way in."""
        if isinstance(request.user, User) and not request.user.has_usable_password():
            return render(request, "signin/no_password.html", {"provider": _provider()})
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


def _provider() -> str:
    """What the site's own identity provider is called; empty without one."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return str(apps[0]["name"]) if apps else ""


class InvitationView(PasswordResetConfirmView):
    """A link that an administrator handed out: the account's owner chooses the password.

    The link's token ends with its use, with the next sign-in, and after three days.
    """

    template_name = "signin/invitation.html"
    success_url = reverse_lazy("account_login")

    def form_valid(self, form: "SetPasswordForm[User]") -> HttpResponse:
        """The service sets the password, and the link ends with it."""
        password = form.cleaned_data["new_password1"]
        invitation_take_up(user_id=self.user.pk, password=password, at=timezone.now())
        del self.request.session[INTERNAL_RESET_SESSION_TOKEN]
        return HttpResponseRedirect(str(self.success_url))
