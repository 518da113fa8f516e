"""What Django and allauth tell about signing in, and about its keys, goes into the audit trail."""

from typing import Any

from allauth.account.signals import password_changed, password_set
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record

KINDS = {"totp": "身份验证器", "webauthn": "通行密钥", "recovery_codes": "恢复码"}


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


@receiver([password_changed, password_set])
def password_renewed(user: User, **told: Any) -> None:
    """The owner chose another password, or the first where he came by the site's provider."""
    _record("account.change_password", user, user)


@receiver(post_save, sender=Authenticator)
def second_factor_added(instance: Authenticator, created: bool, **told: Any) -> None:
    """The owner made something to sign in with besides the password, or new recovery codes.

    allauth tells of it after its commit; what is saved is told within, so that no key is without
    its row. What an administrator does to it has a row of its own.
    """
    request = context.request
    if not created or request is None or request.user != instance.user:
        return
    user = instance.user
    if instance.type == Authenticator.Type.RECOVERY_CODES:
        _record("account.make_recovery_codes", user, user)
    else:
        _record("account.add_second_factor", user, user, after=_kind(instance))


@receiver(authenticator_removed)
def second_factor_removed(user: User, authenticator: Authenticator, **told: Any) -> None:
    """One of those was taken away by its owner."""
    _record("account.remove_second_factor", user, user, before=_kind(authenticator))


def _kind(authenticator: Authenticator) -> dict[str, str]:
    return {"kind": KINDS.get(authenticator.type, authenticator.type)}


def _record(
    action: str,
    actor: User | None,
    subject: User,
    *,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
) -> None:
    record(
        actor=actor,
        action=action,
        subject=subject,
        jurisdiction=subject.jurisdiction,
        at=timezone.now(),
        before=before,
        after=after,
    )
