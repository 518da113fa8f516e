"""Signing in, and taking up an invitation."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.views import PasswordResetConfirmView
from django.urls import reverse_lazy

from hengji.platform.accounts.demo import ACCOUNTS


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
