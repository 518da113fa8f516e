"""Every change to how an account is opened is a row that its owner cannot make away with."""

from datetime import UTC, datetime

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import get_user
from django.core.cache import cache
from django.db import connection
from django.test import Client

from hengji.platform.accounts.models import User
from hengji.platform.accounts.services.security import invitation_issue
from hengji.platform.audit.models import AuditEntry
from tests.factories.accounts import PASSWORD

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
NEW = "Xin-de-mima-9"
FACTORS = "/accounts/second-factor/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client: Client, clerk: User) -> User:
    """The officer, signed in at ``client``, who gave the password once more for what follows."""
    cache.clear()
    client.post("/accounts/login/", {"login": clerk.username, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return clerk


def _only(action: str, owner: User) -> AuditEntry:
    entry = AuditEntry.objects.get(action=action)
    assert (entry.actor_id, entry.subject_id) == (owner.pk, str(owner.pk))
    assert entry.jurisdiction_code == owner.jurisdiction_id
    assert NEW not in f"{entry.before}{entry.after}{entry.reason}"
    return entry


def _code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def test_changed_password_leaves_a_row(client: Client, owner: User) -> None:
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    client.post("/accounts/password/", given | {"oldpassword": "wrong"})
    assert not AuditEntry.objects.filter(action="account.change_password").exists()
    client.post("/accounts/password/", given)
    _only("account.change_password", owner)


def test_invitation_that_is_taken_up_leaves_a_row(
    client: Client, clerk: User, administrator: User
) -> None:
    key, token = invitation_issue(actor=administrator, user_id=clerk.pk, at=AT)
    where = client.get(f"/accounts/invitation/{key}/{token}/")["Location"]
    form = {"new_password1": NEW, "new_password2": NEW}
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    assert client.post(where, form).status_code == 409, "closed in between: the link ended"
    User.objects.filter(pk=clerk.pk).update(is_active=True)
    client.post(where, form)
    _only("account.take_up_invitation", clerk)


def test_sessions_that_the_owner_ends_are_over_and_leave_a_row(client: Client, owner: User) -> None:
    others = [Client(), Client()]
    for other in others:
        other.post("/accounts/login/", {"login": owner.username, "password": PASSWORD})
    client.post("/accounts/sessions/")
    assert not any(get_user(other).is_authenticated for other in others)
    assert get_user(client) == owner
    assert _only("account.end_sessions", owner).after == {"sessions": 2}


def test_authenticator_app_leaves_a_row_when_it_comes_and_when_it_goes(
    client: Client, owner: User
) -> None:
    secret = client.get(f"{FACTORS}totp/activate/").context["form"].secret
    client.post(f"{FACTORS}totp/activate/", {"code": _code(secret)})
    assert _only("account.add_second_factor", owner).after == {"kind": "身份验证器"}
    _only("account.make_recovery_codes", owner)
    client.post(f"{FACTORS}totp/deactivate/")
    assert not Authenticator.objects.exists()
    gone = AuditEntry.objects.filter(action="account.remove_second_factor").order_by("id")
    assert [one.before for one in gone] == [{"kind": "身份验证器"}, {"kind": "恢复码"}]


def test_new_recovery_codes_leave_a_row(client: Client, owner: User) -> None:
    secret = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
    Authenticator.objects.create(user=owner, type="totp", data={"secret": secret})
    RecoveryCodes.activate(owner)
    client.post(f"{FACTORS}recovery-codes/generate/")
    _only("account.make_recovery_codes", owner)


@pytest.mark.parametrize("action", ["account.add_second_factor", "account.make_recovery_codes"])
def test_nothing_opens_the_account_whose_row_could_not_be_written(
    client: Client, owner: User, action: str
) -> None:
    """As when the process dies in between: neither is there, in one transaction."""
    secret = client.get(f"{FACTORS}totp/activate/").context["form"].secret
    _refuse(action)
    client.raise_request_exception = False
    assert client.post(f"{FACTORS}totp/activate/", {"code": _code(secret)}).status_code == 500
    assert not Authenticator.objects.exists()


def test_key_that_is_taken_away_stays_where_the_row_could_not_be_written(
    client: Client, owner: User
) -> None:
    secret = client.get(f"{FACTORS}totp/activate/").context["form"].secret
    client.post(f"{FACTORS}totp/activate/", {"code": _code(secret)})
    _refuse("account.remove_second_factor")
    client.raise_request_exception = False
    assert client.post(f"{FACTORS}totp/deactivate/").status_code == 500
    assert Authenticator.objects.count() == 2


def test_password_stays_where_the_row_of_its_change_could_not_be_written(
    client: Client, owner: User
) -> None:
    _refuse("account.change_password")
    client.raise_request_exception = False
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/accounts/password/", given).status_code == 500
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)


def _refuse(action: str) -> None:
    """Have the database refuse this row, until the test's transaction ends."""
    with connection.cursor() as cursor:
        # Links of the rows before: a table with work left for the commit cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(
            "ALTER TABLE audit_auditentry ADD CONSTRAINT test_refused CHECK (action <> %s)"
            " NOT VALID",
            [action],
        )
