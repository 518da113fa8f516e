"""Opening accounts, and signing in with a brake: too many wrong passwords make a name wait."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from hengji.platform.accounts.models import Appointment, SignInFailures, User
from hengji.platform.audit.services import record
from hengji.platform.errors import HengjiError
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.roles import role_named

MOST_FAILURES = 5
WAIT = timedelta(minutes=15)


class SignInError(HengjiError):
    """The name and the password do not belong together, or it is not the time to try."""


def sign_in_check(
    *, request: HttpRequest, username: str, password: str, address: str | None, at: datetime
) -> User:
    """The account of this name and password; the caller opens its session.

    Raises `SignInError`. Whether the name exists is not told: both wrong cases read the same, and
    Django hashes the password in both.
    """
    key = {"username": username.strip().lower()[:150], "address": address}
    held = SignInFailures.objects.filter(
        **key, failures__gte=MOST_FAILURES, last_at__gt=at - WAIT
    ).first()
    if held:
        minutes = max(1, round((held.last_at + WAIT - at).total_seconds() / 60))
        raise SignInError("SIGN_IN_HELD", f"密码错误次数过多，请在 {minutes} 分钟后再试。")
    user = authenticate(request, username=username.strip(), password=password)
    if not isinstance(user, User):
        _count_failure(key, at)
        raise SignInError("SIGN_IN_WRONG", "用户名或密码不正确。")
    SignInFailures.objects.filter(**key).delete()
    return user


@transaction.atomic
def _count_failure(key: dict[str, str | None], at: datetime) -> None:
    """Add one; a failure after the waiting time counts from one again."""
    row, created = SignInFailures.objects.select_for_update().get_or_create(
        **key, defaults={"failures": 1, "last_at": at}
    )
    if not created:
        forgotten = row.last_at <= at - WAIT
        SignInFailures.objects.filter(pk=row.pk).update(
            failures=1 if forgotten else F("failures") + 1, last_at=at
        )


@transaction.atomic
def account_create(
    *,
    actor: User | None,
    username: str,
    display_name: str,
    place: str,
    roles: Sequence[str],
    password: str,
    at: datetime,
) -> User:
    """Open an account. ``actor`` is None for the command line, which whoever owns the server runs.

    Raises `HengjiError` for a name that is taken and a division that is unknown, and Django's
    ValidationError for a password that is too weak.
    """
    jurisdiction = Jurisdiction.objects.filter(code=place).first()
    if jurisdiction is None:
        raise HengjiError("PLACE_UNKNOWN", f"没有区划代码为“{place}”的地区。", field="place")
    if User.objects.filter(username=username).exists():
        raise HengjiError("USERNAME_TAKEN", f"用户名“{username}”已有人使用。", field="username")
    unknown = [code for code in roles if role_named(code) is None]
    if unknown:
        raise HengjiError("ROLE_UNKNOWN", f"没有“{unknown[0]}”这个角色。", field="roles")
    user = User(username=username, display_name=display_name, jurisdiction=jurisdiction)
    validate_password(password, user)
    user.set_password(password)
    user.save()
    since = timezone.localdate(at)
    Appointment.objects.bulk_create(
        Appointment(user=user, role=code, place=jurisdiction, since=since, granted_by=actor)
        for code in roles
    )
    record(
        actor=actor,
        action="account.create",
        subject=user,
        jurisdiction=jurisdiction,
        at=at,
        after={"username": username, "roles": list(roles)},
    )
    return user
