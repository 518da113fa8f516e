"""Signing in at the site's own identity provider."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from hengji.platform.accounts import oidc
from hengji.platform.accounts.models import User
from tests.faces.web.signin.provider import CLIENT, Provider, serve

pytestmark = pytest.mark.django_db
AT = "/accounts/oidc/oidc/login/"


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    provider = Provider()
    server = serve(provider)
    environment = {"HENGJI_OIDC_ISSUER": provider.url, "HENGJI_OIDC_CLIENT": CLIENT}
    settings.SOCIALACCOUNT_PROVIDERS = oidc.providers(environment, "a secret")
    yield provider
    server.stop()


def _sign_in(client: Client, state: str | None = None) -> HttpResponse:
    """Press the button, be sent to the provider, and come back with its code."""
    sent = urlsplit(client.post(AT)["Location"])
    asked = parse_qs(sent.query)
    assert sent.path == "/authorize"
    assert asked["code_challenge_method"] == ["S256"]
    return client.get(f"{AT}callback/", {"code": "c", "state": state or asked["state"][0]})  # type: ignore[return-value]  # a test response is one


def test_account_of_the_same_name_is_opened_and_joined_once(
    client: Client, clerk: User, provider: Provider
) -> None:
    assert "统一身份认证登录" in client.get("/accounts/login/").content.decode()
    provider.username = clerk.username
    assert _sign_in(client)["Location"] == "/office/"
    assert get_user(client) == clerk
    again = Client()
    _sign_in(again)
    assert get_user(again) == clerk
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize("username", ["nobody", ""])
def test_who_has_no_account_here_gets_none(
    client: Client, clerk: User, provider: Provider, username: str
) -> None:
    provider.username = username
    answer = _sign_in(client)
    assert answer.status_code == 403
    assert "没有对应的账号" in answer.content.decode()
    assert User.objects.count() == 1


def test_closed_account_stays_closed(client: Client, clerk: User, provider: Provider) -> None:
    provider.username = clerk.username
    _sign_in(client)
    User.objects.update(is_active=False)
    _sign_in(other := Client())
    assert not get_user(other).is_authenticated


def test_answer_to_a_question_that_nobody_asked_opens_nothing(
    client: Client, clerk: User, provider: Provider
) -> None:
    provider.username = clerk.username
    _sign_in(client, state="invented")
    assert not get_user(client).is_authenticated
    assert not provider.asked
