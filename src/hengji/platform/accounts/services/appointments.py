"""Granting roles at a place and for a time, and ending them."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from hengji.platform.accounts.errors import AccountError, AccountStateError, NoSuchAccountError
from hengji.platform.accounts.models import Appointment, User
from hengji.platform.accounts.rules import MANAGE_ACCOUNTS
from hengji.platform.accounts.services.access import locked_account, managed_accounts
from hengji.platform.audit.services import record
from hengji.platform.jurisdictions.models import Jurisdiction, Level
from hengji.platform.permissions import require
from hengji.platform.roles import Role, role_label, role_named


def role_for(
    actor: User | None,
    user: User,
    code: str,
    place: Jurisdiction,
    since: date,
    until: date | None,
) -> type[Role]:
    """The role, if ``actor`` may grant it there and it goes with what the account holds then.

    Raises `AccountError`: 审计 and 经办 stay two hands (等保三级 三权分立), and what is the whole
    system's comes from the command line alone, where ``actor`` is None.
    """
    role = role_named(code)
    if role is None:
        raise AccountError("ROLE_UNKNOWN", f"没有“{code}”这个角色。", field="role")
    if actor is not None and not role.grantable:
        raise AccountError(
            "ROLE_NOT_GRANTABLE",
            f"“{role.label}”看护整个系统，只能由服务器管理人员用命令授予。",
            field="role",
        )
    if role.only_at and (role.only_at != place.level or user.body_id is not None):
        level = Level(role.only_at).label
        raise AccountError(
            "ROLE_NOT_GRANTED_HERE", f"“{role.label}”只在{level}机关任职。", field="place"
        )
    held = user.appointments.filter(Q(until__isnull=True) | Q(until__gte=since))
    if until is not None:
        held = held.filter(since__lte=until)
    for other in held.values_list("role", flat=True):
        known = role_named(other)
        if other in role.excludes or (known and code in known.excludes):
            raise AccountError(
                "ROLES_EXCLUDE_EACH_OTHER",
                f"“{role.label}”与已有的“{role_label(other)}”不能由同一人担任。",
                field="role",
            )
    return role


@transaction.atomic
def appointment_grant(
    *,
    actor: User | None,
    user_id: int,
    role: str,
    place: str,
    since: date,
    until: date | None,
    acting_for_id: int | None = None,
    at: datetime,
) -> Appointment:
    """Appoint the account; an account of a body is appointed for its body.

    Raises `AccountError` for what does not do, and the errors of `locked_account` and `require`:
    nobody grants beyond his own place, and nobody to himself.
    """
    user = locked_account(actor, user_id)
    jurisdiction = Jurisdiction.objects.filter(code=place).first()
    if jurisdiction is None:
        raise AccountError("PLACE_UNKNOWN", f"没有区划代码为“{place}”的地区。", field="place")
    if actor is not None:
        require(actor, MANAGE_ACCOUNTS, jurisdiction)
    if until is not None and until < since:
        raise AccountError("PERIOD_REVERSED", "截止日不能早于起始日。", field="until")
    role_for(actor, user, role, jurisdiction, since, until)
    acting_for = _principal(actor, user, acting_for_id)
    try:
        with transaction.atomic():
            appointment = Appointment.objects.create(
                user=user,
                role=role,
                place=jurisdiction,
                body=user.body,
                since=since,
                until=until,
                acting_for=acting_for,
                granted_by=actor,
            )
    except IntegrityError as error:
        raise AccountError(
            "ALREADY_APPOINTED", "这段时间内，该账号在这里已有同一角色。", field="since"
        ) from error
    record(
        actor=actor,
        action="account.appoint",
        subject=user,
        jurisdiction=jurisdiction,
        at=at,
        after={
            "role": role,
            "place": place,
            "since": since,
            "until": until,
            "acting_for": str(acting_for or ""),
        },
    )
    return appointment


def _principal(actor: User | None, user: User, acting_for_id: int | None) -> User | None:
    if acting_for_id is None:
        return None
    found = managed_accounts(actor).filter(pk=acting_for_id).first()
    if found is None or found == user:
        raise NoSuchAccountError
    return found


@transaction.atomic
def appointment_end(
    *, actor: User, appointment_id: int, last_day: date, reason: str, at: datetime
) -> None:
    """Set the last day, yesterday at the earliest: what was done yesterday stays allowed.

    Raises `AccountError`, `AccountStateError` and the errors of `locked_account`.
    """
    appointment = Appointment.objects.filter(pk=appointment_id).first()
    if appointment is None:
        raise NoSuchAccountError
    user = locked_account(actor, appointment.user_id)
    appointment = Appointment.objects.select_for_update().get(pk=appointment_id)
    today = timezone.localdate(at)
    if appointment.until is not None and appointment.until < today:
        raise AccountStateError("APPOINTMENT_ENDED", "这项任职已经结束。")
    if (today - last_day).days > 1:
        raise AccountError("TOO_EARLY", "截止日最早为昨天。", field="last_day")
    before = appointment.until
    appointment.until = max(last_day, appointment.since)
    appointment.save(update_fields=("until",))
    record(
        actor=actor,
        action="account.end_appointment",
        subject=user,
        jurisdiction=user.jurisdiction,
        at=at,
        before={"role": appointment.role, "until": before},
        after={"role": appointment.role, "until": appointment.until},
        reason=reason.strip(),
    )
