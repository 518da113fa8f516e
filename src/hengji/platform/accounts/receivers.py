"""What Django and allauth tell about signing in goes into the audit trail."""

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record


@receiver(user_logged_in)
def signed_in(user: User, **told: Any) -> None:
    """A session began."""
    _record("account.sign_in", user, user)


@receiver(user_logged_out)
def signed_out(user: User | None, **told: Any) -> None:
    """A session was ended by its owner."""
    if user is not None:
        _record("account.sign_out", user, user)


@receiver(user_login_failed)
def sign_in_failed(
    credentials: dict[str, Any], request: HttpRequest | None = None, **told: Any
) -> None:
    """A wrong password for an account that exists.

    Other names are not kept: people type passwords into the wrong field.
    """
    user = User.objects.filter(username__iexact=str(credentials.get("username") or "")).first()
    if user is not None:
        _record("account.sign_in_failed", None, user)


@receiver(authenticator_added)
def second_factor_added(user: User, **told: Any) -> None:
    """Something to sign in with besides the password."""
    _record("account.add_second_factor", user, user)


@receiver(authenticator_removed)
def second_factor_removed(user: User, **told: Any) -> None:
    """One of those was taken away by its owner."""
    _record("account.remove_second_factor", user, user)


def _record(action: str, actor: User | None, subject: User) -> None:
    record(
        actor=actor,
        action=action,
        subject=subject,
        jurisdiction=subject.jurisdiction,
        at=timezone.now(),
    )
