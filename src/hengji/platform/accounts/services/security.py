"""Invitations, sessions, and help for who lost a second factor."""

from collections.abc import Sequence
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from hengji.platform.accounts.errors import AccountError, AccountStateError
from hengji.platform.accounts.models import Renewed, User
from hengji.platform.accounts.services.access import locked_account, refuse_keys_of_the_system
from hengji.platform.accounts.services.renewals import renewal_keep
from hengji.platform.audit.services import record


@transaction.atomic
def invitation_issue(*, actor: User | None, user_id: int, at: datetime) -> tuple[str, str]:
    """A new account's, or a forgotten password's, link: its two parts for the address.

    The password is taken away at once, so that an earlier link and an earlier password end here:
    somebody may have got hold of it. Of an account in use it is kept who did so (`renewal_keep`).
    Raises `AccountStateError` for a closed account, and the errors of `locked_account`.
    """
    user = locked_account(actor, user_id)
    refuse_keys_of_the_system(actor, user)
    if not user.is_active:
        raise AccountStateError("ACCOUNT_CLOSED", f"账号“{user.username}”已停用，请先重新启用。")
    if user.is_in_use:
        renewal_keep(actor=actor, user=user, what=Renewed.PASSWORD, at=at)
    user.set_unusable_password()
    user.password_changed_at = at
    user.save(update_fields=("password", "password_changed_at"))
    record(
        actor=actor, action="account.invite", subject=user, jurisdiction=user.jurisdiction, at=at
    )
    key = urlsafe_base64_encode(force_bytes(user.pk))
    return key, default_token_generator.make_token(user)


@transaction.atomic
def invitation_take_up(*, user_id: int, password: str, at: datetime) -> None:
    """The account's owner, who holds the link, sets the password that the link was issued for.

    Raises `AccountStateError` where the link was used a moment ago or the account was closed.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    if user.has_usable_password() or not user.is_active:
        raise AccountStateError("INVITATION_ENDED", "链接已失效，请管理员重新发放。")
    user.set_password(password)
    user.password_changed_at = at
    user.save(update_fields=("password", "password_changed_at"))
    record(
        actor=user,
        action="account.take_up_invitation",
        subject=user,
        jurisdiction=user.jurisdiction,
        at=at,
    )


@transaction.atomic
def sessions_end(*, sessions: Sequence[UserSession], at: datetime) -> None:
    """The owner ends sessions of his own, on other machines; one row for all of them."""
    for one in sessions:
        one.end()
    if sessions:
        user = sessions[0].user
        record(
            actor=user,
            action="account.end_sessions",
            subject=user,
            jurisdiction=user.jurisdiction,
            at=at,
            after={"sessions": len(sessions)},
        )


@transaction.atomic
def second_factor_reset(*, actor: User | None, user_id: int, reason: str, at: datetime) -> int:
    """Take away what the account signs in with besides its password; how many there were.

    Raises `AccountError` without a reason: this opens the door that the second factor held.
    """
    user = locked_account(actor, user_id)
    refuse_keys_of_the_system(actor, user)
    reason = reason.strip()
    if not reason:
        raise AccountError("REASON_MISSING", "请写明如何核实了本人身份。", field="reason")
    count: int = Authenticator.objects.filter(user=user).delete()[0]
    if count:
        renewal_keep(actor=actor, user=user, what=Renewed.SECOND_FACTOR, at=at)
    record(
        actor=actor,
        action="account.reset_second_factor",
        subject=user,
        jurisdiction=user.jurisdiction,
        at=at,
        before={"authenticators": count},
        after={"authenticators": 0},
        reason=reason,
    )
    return count
