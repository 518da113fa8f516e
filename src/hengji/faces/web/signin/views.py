"""Signing in, and taking up an invitation."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse_lazy
from django.utils import timezone

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
