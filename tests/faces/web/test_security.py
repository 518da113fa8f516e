"""What every answer carries, and how each refusal looks."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from pytest_django import Settings

from hengji.faces.web.address import client_address
from hengji.platform.accounts.models import User
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db


def test_pages_forbid_inline_code_frames_and_foreign_sources(client: Client) -> None:
    answer = client.get("/")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_no_page_has_inline_script_or_style(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    for url in ("/", "/office/", "/office/jobs/", "/no-such-page"):
        text = client.get(url).content.decode()
        assert "<script>" not in text
        assert "style=" not in text
        assert "onclick=" not in text
        assert "https://" not in text  # nothing from elsewhere


def test_foreign_host_name_is_refused(client: Client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_session_cookie_is_for_this_site_and_not_for_scripts(client: Client, clerk: User) -> None:
    client.post("/accounts/login/", {"login": clerk.username, "password": PASSWORD})
    cookie = client.cookies[site.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize(
    ("https", "told"), [("1", "True True 31536000 True"), ("0", "False False 0 False")]
)
def test_behind_tls_cookies_stay_on_tls_and_browsers_are_told(https: str, told: str) -> None:
    """Read in a process of its own: settings are made once."""
    names = (
        "SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.SECURE_SSL_REDIRECT"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"from hengji.config import settings as s; print(s.{names})"],
        env={**os.environ, "HENGJI_HTTPS": https}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == told


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/office/jobs/", "/office/jobs/"),
        ("https://evil.example/", "/office/"),
        ("//evil.example/", "/office/"),
        ("javascript:alert(1)", "/office/"),
        ("", "/office/"),
    ],
)
def test_sign_in_goes_on_to_pages_of_ours_only(
    client: Client, clerk: User, wanted: str, reached: str
) -> None:
    answer = client.post(
        "/accounts/login/",
        {"login": clerk.username, "password": PASSWORD, "next": wanted},
    )
    assert answer.status_code == 302
    assert answer["Location"] == reached


def test_office_sends_strangers_to_sign_in_first(client: Client) -> None:
    answer = client.get("/office/jobs/?page=2")
    assert answer["Location"] == "/accounts/login/?next=/office/jobs/%3Fpage%3D2"


def test_post_without_token_is_refused_in_chinese(clerk: User) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/accounts/login/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


def test_unknown_address_is_answered_in_chinese(client: Client) -> None:
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    assert "没有找到" in answer.content.decode()


def test_upload_over_the_limit_is_refused_before_it_is_read(
    client: Client, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "MAX_UPLOAD_BYTES", 1000)
    client.force_login(clerk)
    answer = client.post("/office/jobs/1/cancel/", {"f": SimpleUploadedFile("a", b"x" * 2000)})
    assert answer.status_code == 413
    assert "请拆分后再上传" in answer.content.decode()
    assert 'id="office-menu"' in answer.content.decode()  # and the way on is the officer's


def test_error_for_htmx_is_a_fragment(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    answer = client.get("/office/jobs/999999/status/", headers={"HX-Request": "true"})
    assert answer.status_code == 404
    assert answer.content.decode().startswith('<div class="alert')


def test_health_answers_without_a_session(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, dict(answer.cookies)) == (200, b"ok", {})


@pytest.mark.parametrize(
    ("proxies", "told", "believed"),
    [
        (0, "203.0.113.9", "192.0.2.7"),  # no proxy of ours: anybody can write that header
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9", "198.51.100.1"),
        (2, "203.0.113.9", "192.0.2.7"),
        (1, "nonsense", ""),
    ],
)
def test_only_our_own_proxies_are_believed_about_the_caller(
    settings: Settings, proxies: int, told: str, believed: str
) -> None:
    settings.PROXIES = proxies
    request = RequestFactory(REMOTE_ADDR="192.0.2.7").get("/", headers={"X-Forwarded-For": told})
    assert client_address(request) == believed
