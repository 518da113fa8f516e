"""Opening and closing accounts."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from hengji.platform.accounts.errors import (
    AccountError,
    AccountStateError,
    NoSuchAccountError,
    UsernameTakenError,
)
from hengji.platform.accounts.models import Appointment, User
from hengji.platform.accounts.rules import MANAGE_ACCOUNTS
from hengji.platform.accounts.services.access import locked_account
from hengji.platform.accounts.services.appointments import role_for
from hengji.platform.audit.services import record
from hengji.platform.jurisdictions.models import Body, Jurisdiction
from hengji.platform.permissions import require
from hengji.platform.todos.services import todos_hand_over


@transaction.atomic
def account_create(
    *,
    actor: User | None,
    username: str,
    display_name: str,
    place: str,
    roles: Sequence[str],
    at: datetime,
    password: str | None = None,
    email: str = "",
    body_id: int | None = None,
) -> User:
    """Open an account with its roles at home, or for its body.

    ``actor`` is None for the command line, which whoever owns the server runs. Without a password
    the account waits for its invitation to be taken up.

    Raises `AccountError` for what does not do, the errors of `require`, and Django's
    ValidationError for a password that is too weak.
    """
    username, display_name = username.strip(), display_name.strip()
    if not username or not display_name:
        field = "display_name" if username else "username"
        raise AccountError("NAME_MISSING", "请填写用户名和姓名。", field=field)
    jurisdiction = Jurisdiction.objects.filter(code=place).first()
    if jurisdiction is None:
        raise AccountError("PLACE_UNKNOWN", f"没有区划代码为“{place}”的地区。", field="place")
    if actor is not None:
        require(actor, MANAGE_ACCOUNTS, jurisdiction)
    body = _body(body_id, jurisdiction)
    user = User(
        username=username,
        display_name=display_name,
        email=email,
        jurisdiction=jurisdiction,
        body=body,
    )
    if password is not None:
        validate_password(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise UsernameTakenError(username) from error
    since = timezone.localdate(at)
    for code in dict.fromkeys(roles):
        role_for(actor, user, code, jurisdiction, since, None)
        Appointment.objects.create(
            user=user, role=code, place=jurisdiction, body=body, since=since, granted_by=actor
        )
    record(
        actor=actor,
        action="account.create",
        subject=user,
        jurisdiction=jurisdiction,
        at=at,
        after={"username": username, "roles": list(roles), "body": str(body or "")},
    )
    return user


def _body(body_id: int | None, jurisdiction: Jurisdiction) -> Body | None:
    if body_id is None:
        return None
    body = Body.objects.filter(pk=body_id, is_active=True).select_related("jurisdiction").first()
    if body is None or not jurisdiction.covers(body.jurisdiction):
        raise AccountError("BODY_UNKNOWN", "没有这个机构，或它不在所选的地区。", field="body")
    return body


@transaction.atomic
def account_close(
    *, actor: User, user_id: int, deputy_id: int | None, reason: str, at: datetime
) -> None:
    """A leaver: appointments end, sessions end, and open tasks go to the deputy.

    Raises `AccountError`, `AccountStateError` and the errors of `locked_account`.
    """
    user = locked_account(actor, user_id)
    if not user.is_active:
        raise AccountStateError("ACCOUNT_CLOSED", f"账号“{user.username}”已经停用。")
    reason = reason.strip()
    if not reason:
        raise AccountError("REASON_MISSING", "请写明停用的原因。", field="reason")
    deputy = _deputy(actor, user, deputy_id)
    today = timezone.localdate(at)
    # One that began today or later never held; its last day may not come before its first.
    open_ones = user.appointments.filter(Q(until__isnull=True) | Q(until__gte=today))
    for one in open_ones.select_for_update():
        one.until = max(one.since, today - timedelta(days=1))
        one.save(update_fields=("until",))
    user.is_active = False
    user.save(update_fields=("is_active",))
    # A closed account opens nothing anyway; what is ended does not come back when it is reopened.
    for session in UserSession.objects.filter(user=user):
        session.end()
    handed_over = todos_hand_over(from_user=user, to_user=deputy, actor=actor, reason=reason, at=at)
    record(
        actor=actor,
        action="account.close",
        subject=user,
        jurisdiction=user.jurisdiction,
        at=at,
        before={"is_active": True},
        after={"is_active": False, "deputy": str(deputy or ""), "todos": handed_over},
        reason=reason,
    )


def _deputy(actor: User, leaver: User, deputy_id: int | None) -> User | None:
    if deputy_id is None:
        return None
    deputy = (
        User.objects.visible_to(actor, MANAGE_ACCOUNTS).filter(pk=deputy_id, is_active=True).first()
    )
    if deputy is None or deputy == leaver:
        raise NoSuchAccountError
    return deputy


@transaction.atomic
def account_reopen(*, actor: User, user_id: int, reason: str, at: datetime) -> None:
    """Let the account sign in again; what it is appointed to must be granted anew."""
    user = locked_account(actor, user_id)
    if user.is_active:
        raise AccountStateError("ACCOUNT_OPEN", f"账号“{user.username}”没有停用。")
    user.is_active = True
    user.save(update_fields=("is_active",))
    record(
        actor=actor,
        action="account.reopen",
        subject=user,
        jurisdiction=user.jurisdiction,
        at=at,
        before={"is_active": False},
        after={"is_active": True},
        reason=reason.strip(),
    )
