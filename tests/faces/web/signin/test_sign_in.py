"""Signing in: the form, the brake, the second step, the duties, the invitation."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import get_user
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from hengji.platform.accounts import oidc
from hengji.platform.accounts.hands import hands_of
from hengji.platform.accounts.models import User
from hengji.platform.accounts.services.accounts import account_close, account_reopen
from hengji.platform.accounts.services.security import invitation_issue, second_factor_reset
from hengji.platform.audit.models import AuditEntry
from tests.factories.accounts import PASSWORD

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
LOGIN = "/accounts/login/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_earlier_failures() -> None:
    cache.clear()


def _try(client: Client, username: str = "huaian-clerk", password: str = PASSWORD) -> str:
    return client.post(LOGIN, {"login": username, "password": password}).content.decode()


def _signed_in(client: Client) -> bool:
    return get_user(client).is_authenticated


def test_right_password_opens_a_session_and_leaves_a_trace(client: Client, clerk: User) -> None:
    _try(client)
    assert _signed_in(client)
    assert AuditEntry.objects.get(action="account.sign_in").actor_id == clerk.pk


def test_unknown_name_closed_account_and_wrong_password_read_alike(
    client: Client, clerk: User, stranger: User
) -> None:
    User.objects.filter(pk=stranger.pk).update(is_active=False)
    told = {
        name: client.post(
            LOGIN, {"login": name, "password": password}, follow=True
        ).content.decode()
        for name, password in [
            ("nobody", PASSWORD),
            (stranger.username, PASSWORD),
            (clerk.username, "wrong"),
        ]
    }
    assert all("用户名" in text and "不正确" in text for text in told.values()), told
    assert not _signed_in(client)


def test_after_five_failures_even_the_right_password_waits(client: Client, clerk: User) -> None:
    for _ in range(5):
        _try(client, password="wrong")
    assert "稍后" in _try(Client())
    assert AuditEntry.objects.filter(action="account.sign_in_failed").count() >= 5


def test_failures_count_whatever_port_the_host_header_names(client: Client, clerk: User) -> None:
    wrong = {"login": clerk.username, "password": "wrong"}
    for port in range(1, 6):
        client.post(LOGIN, wrong, headers={"host": f"localhost:{port}"})
    assert "稍后" in _try(Client())


def test_failures_of_one_name_do_not_hold_another(
    client: Client, clerk: User, administrator: User
) -> None:
    for _ in range(5):
        _try(client, password="wrong")
    _try(client, administrator.username)
    assert _signed_in(client)


def test_idle_session_ends(client: Client, clerk: User, settings: Settings) -> None:
    client.force_login(clerk)
    assert client.get("/office/").status_code == 200
    session = client.session
    session["seen_at"] -= settings.SESSION_IDLE_SECONDS + 1
    session.save()
    assert client.get("/office/")["Location"].startswith(LOGIN)
    assert not _signed_in(client)


def test_busy_session_ends_after_a_day_of_work_too(
    client: Client, clerk: User, settings: Settings
) -> None:
    _try(client)
    client.get("/office/")
    session = client.session
    session["began_at"] -= settings.SESSION_COOKIE_AGE + 1
    session.save()
    assert client.get("/office/")["Location"].startswith(LOGIN)
    assert not _signed_in(client)
    _try(client)
    assert client.get("/office/").status_code == 200, "a new session begins its own day"


def test_leaver_s_open_session_ends_at_once_and_for_good(
    client: Client, clerk: User, administrator: User
) -> None:
    _try(client)
    assert client.get("/office/").status_code == 200
    at = timezone.now()
    account_close(actor=administrator, user_id=clerk.pk, deputy_id=None, reason="离职", at=at)
    assert client.get("/office/")["Location"].startswith(LOGIN)
    assert not _signed_in(client)
    account_reopen(actor=administrator, user_id=clerk.pk, reason="返聘", at=at)
    assert not _signed_in(client), "the browser that was left open is no way back in"


def test_old_password_must_be_changed_before_work(
    client: Client, clerk: User, settings: Settings
) -> None:
    client.force_login(clerk)
    User.objects.update(password_changed_at=AT - timedelta(days=settings.PASSWORD_DAYS + 1))
    assert client.get("/office/")["Location"] == "/accounts/password/"
    answer = client.post(
        "/accounts/password/",
        {"oldpassword": PASSWORD, "password1": "Xin-de-mima-9", "password2": "Xin-de-mima-9"},
    )
    assert answer.status_code == 302
    assert client.get("/office/").status_code == 200


def test_staff_without_a_second_factor_set_one_up_first(
    client: Client, clerk: User, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(clerk)
    assert client.get("/office/jobs/")["Location"] == "/accounts/second-factor/"
    page = client.get("/accounts/second-factor/", follow=True).content.decode()
    assert "身份验证器" in page


def _with_app(user: User) -> str:
    """Give the account an authenticator app; the code that the app shows now."""
    secret = "JBSWY3DPEHPK3PXP"
    Authenticator.objects.create(
        user=user, type="totp", data={"secret": get_adapter().encrypt(secret)}
    )
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def test_second_step_is_asked_and_a_wrong_code_does_not_open(client: Client, clerk: User) -> None:
    code = _with_app(clerk)
    answer = client.post(LOGIN, {"login": clerk.username, "password": PASSWORD})
    assert answer["Location"].startswith("/accounts/second-factor/authenticate/")
    assert not _signed_in(client)
    wrong = client.post(answer["Location"], {"code": f"{(int(code) + 1) % 10**6:06}"})
    assert "不正确" in wrong.content.decode()
    assert not _signed_in(client)
    client.post(answer["Location"], {"code": code})
    assert _signed_in(client)


def test_invitation_sets_the_first_password_once(
    client: Client, clerk: User, administrator: User
) -> None:
    key, token = invitation_issue(actor=administrator, user_id=clerk.pk, at=AT)
    _try(client)
    assert not _signed_in(client), "the earlier password ended with the invitation"
    form = client.get(f"/accounts/invitation/{key}/{token}/", follow=True)
    where = form.redirect_chain[-1][0]
    new = {"new_password1": "Xin-de-mima-9", "new_password2": "Xin-de-mima-9"}
    assert client.post(where, new)["Location"] == LOGIN
    _try(client, password="Xin-de-mima-9")
    assert _signed_in(client)
    again = Client().get(f"/accounts/invitation/{key}/{token}/", follow=True)
    assert "链接已失效" in again.content.decode()


def test_second_factor_is_taken_away_with_a_reason_and_a_trace(
    clerk: User, administrator: User
) -> None:
    _with_app(clerk)
    removed = second_factor_reset(
        actor=administrator, user_id=clerk.pk, reason="当面核对身份证", at=AT
    )
    assert removed == 1
    entry = AuditEntry.objects.get(action="account.reset_second_factor")
    assert (entry.actor_id, entry.reason) == (administrator.pk, "当面核对身份证")
    assert [hand.account for hand in hands_of(clerk, AT)] == [administrator]


@pytest.mark.parametrize(
    "path",
    ["/accounts/second-factor/", "/accounts/sessions/", "/accounts/password/"],
)
def test_own_security_pages_open_in_chinese(client: Client, clerk: User, path: str) -> None:
    client.post(LOGIN, {"login": clerk.username, "password": PASSWORD})
    answer = client.get(path)
    assert answer.status_code == 200
    assert 'lang="zh-Hans"' in answer.content.decode()


def test_nobody_registers_himself(client: Client) -> None:
    assert client.get("/accounts/signup/").status_code == 404


def test_who_has_no_password_here_is_told_where_it_is(
    client: Client, clerk: User, settings: Settings
) -> None:
    clerk.set_unusable_password()
    clerk.save()
    client.force_login(clerk)
    page = client.get("/accounts/password/")
    assert page.status_code == 200
    assert "您的账号在本系统没有密码" in page.content.decode()
    assert "邀请链接" in page.content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = oidc.providers({"HENGJI_OIDC_ISSUER": "https://id.x"}, "s")
    assert "统一身份认证" in client.get("/accounts/password/").content.decode()
    assert client.post("/accounts/password/", {"password1": "x"}).status_code == 200
    clerk.refresh_from_db()
    assert not clerk.has_usable_password()
    assert "更换密码" not in client.get("/accounts/second-factor/").content.decode()
