"""What is told where something went wrong, beyond what one page has against its form."""

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from hengji.faces.web.error_pages import server_error
from hengji.platform.requests import Request, answering

FORM = "http://testserver/office/notices/new/"


@pytest.mark.django_db
def test_too_many_sign_ins_are_told_in_chinese(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    filled = {"login": "nobody", "password": "x"}
    client.post("/accounts/login/", filled)
    answer = client.post("/accounts/login/", filled)
    assert answer.status_code == 429
    assert "请过几分钟再试" in answer.content.decode()


def test_fault_of_ours_tells_its_number_and_the_way_back_to_the_form() -> None:
    request = RequestFactory().post("/office/notices/new/", HTTP_REFERER=FORM)
    with answering(Request("7d1f", "")):
        answer = server_error(request)
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "7d1f" in page
    assert 'href="/office/notices/new/"' in page


def test_fault_of_ours_in_a_part_is_told_in_the_part() -> None:
    answer = server_error(RequestFactory().get("/office/jobs/1/status/", HTTP_HX_REQUEST="true"))
    assert answer.status_code == 500
    assert answer.content.decode().lstrip().startswith('<div class="alert')
