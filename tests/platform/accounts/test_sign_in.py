"""Signing in, and the brake on guessing."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory

from hengji.platform.accounts.models import User
from hengji.platform.accounts.services import MOST_FAILURES, WAIT, SignInError, sign_in_check
from tests.factories.accounts import PASSWORD

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"
pytestmark = pytest.mark.django_db


def _try(
    password: str = PASSWORD,
    *,
    username: str = "huaian-clerk",
    address: str | None = HERE,
    at: datetime = AT,
) -> User:
    request = RequestFactory().post("/accounts/login/")
    return sign_in_check(
        request=request, username=username, password=password, address=address, at=at
    )


def _fail(times: int, *, address: str | None = HERE, at: datetime = AT) -> None:
    for _ in range(times):
        with pytest.raises(SignInError, match="用户名或密码不正确"):
            _try("wrong", address=address, at=at)


def test_right_password_gives_the_account(clerk: User) -> None:
    assert _try() == clerk
    assert _try(username="  huaian-clerk ") == clerk


def test_unknown_name_reads_like_a_wrong_password(clerk: User) -> None:
    with pytest.raises(SignInError) as unknown:
        _try(username="no-such-person")
    with pytest.raises(SignInError) as wrong:
        _try("wrong")
    assert unknown.value.message == wrong.value.message


def test_closed_account_cannot_sign_in(clerk: User) -> None:
    User.objects.update(is_active=False)
    with pytest.raises(SignInError):
        _try()


def test_after_too_many_failures_even_the_right_password_waits(clerk: User) -> None:
    _fail(MOST_FAILURES)
    with pytest.raises(SignInError, match="15 分钟后再试"):
        _try()
    with pytest.raises(SignInError, match="1 分钟后再试"):
        _try(at=AT + WAIT - timedelta(seconds=30))
    assert _try(at=AT + WAIT + timedelta(seconds=1)) == clerk


def test_name_in_other_case_is_the_same_name(clerk: User) -> None:
    _fail(MOST_FAILURES)
    with pytest.raises(SignInError, match="分钟后再试"):
        _try(username="Huaian-Clerk")


def test_guessing_from_elsewhere_does_not_shut_the_owner_out(clerk: User) -> None:
    _fail(MOST_FAILURES, address=ELSEWHERE)
    assert _try() == clerk


def test_success_forgets_the_failures_before_it(clerk: User) -> None:
    _fail(MOST_FAILURES - 1)
    _try()
    _fail(MOST_FAILURES - 1)
    assert _try() == clerk


def test_failures_long_ago_do_not_count(clerk: User) -> None:
    _fail(MOST_FAILURES - 1)
    _fail(1, at=AT + WAIT + timedelta(minutes=1))
    assert _try(at=AT + WAIT + timedelta(minutes=1)) == clerk


def test_address_unknown_behind_a_socket_is_counted_too(clerk: User) -> None:
    _fail(MOST_FAILURES, address=None)
    with pytest.raises(SignInError, match="分钟后再试"):
        _try(address=None)
