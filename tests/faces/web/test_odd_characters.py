"""What no database takes and no keyboard types may still be sent; it is no fault of ours."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory

from hengji.config.roles import Administrator
from hengji.faces.web.middleware import NulMiddleware
from hengji.faces.web.ticked import page_that_asked
from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db

FALLBACK = "/office/findings/list/"


@pytest.fixture
def office(client: Client, divisions: None) -> Client:
    client.force_login(make_user("head", "320800", Administrator))
    return client


@pytest.mark.parametrize(
    "asked",
    [
        "adjudication/?q=%00",
        "accounts/?name=%00",
        "accounts/names/?q=%00&name=%00&term=%00&body=%00&place=%00",
        "bodies/?name=%00&q=%00",
        "exchange/export/catalogues.findings/?list=%00",
        "jobs/?%00=%00",
    ],
)
def test_nul_in_a_question_is_left_out(office: Client, asked: str) -> None:
    assert office.get(f"/office/{asked}").status_code == 200


def test_nul_in_a_path_names_no_page(client: Client) -> None:
    answer = client.get("/accounts/oidc/%00/login/")
    assert answer.status_code == 404
    assert "没有找到" in answer.content.decode()


def test_nul_in_a_cookie_is_nobodys_session(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    client.cookies[settings.SESSION_COOKIE_NAME] = "a\0bcdefghij"
    assert client.get("/office/")["Location"].startswith("/accounts/login/")


def test_nul_in_a_form_is_left_out_of_what_is_kept(office: Client, clerk: User) -> None:
    office.post(f"/office/accounts/{clerk.pk}/factor/", {"reason": "丢失\0手机"})
    reset = AuditEntry.objects.filter(subject_id=clerk.pk).latest("id")
    assert reset.reason == "丢失手机"


@pytest.mark.parametrize("multipart", [True, False])
def test_fields_lose_nul_and_files_keep_it(multipart: bool) -> None:
    fields = {"a\0": ["x\0y", "%00", "\0"], "b": "无"}
    nul = NulMiddleware(lambda _request: HttpResponse())
    if multipart:
        file = SimpleUploadedFile("表.bin", b"1\x002")
        request = RequestFactory().post("/?q=\0", fields | {"f": file})
    else:
        form = "a%00=x%00y&a%00=%2500&a%00=%00&b=%E6%97%A0"
        request = RequestFactory().post(
            "/?q=%00", form, content_type="application/x-www-form-urlencoded"
        )
    nul.process_view(request)
    assert list(request.GET.lists()) == [("q", [""])]
    assert list(request.POST.lists()) == [("a", ["xy", "%00", ""]), ("b", ["无"])]
    assert [file.read() for file in request.FILES.getlist("f")] == (
        [b"1\x002"] if multipart else []
    )


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/office/todos/?q=1", "/office/todos/?q=1"),
        ("abc", FALLBACK),
        ("-1", FALLBACK),
        ("", FALLBACK),
        ("?page=2", FALLBACK),
        ("//testserver/office/", FALLBACK),
        ("/\\evil.example/", FALLBACK),
        ("http://testserver/office/", FALLBACK),
        ("https://evil.example/", FALLBACK),
    ],
)
def test_way_back_is_a_path_of_ours_or_the_fallback(wanted: str, reached: str) -> None:
    request = RequestFactory().post("/office/findings/settle/", {"next": wanted})
    assert page_that_asked(request, FALLBACK) == reached
