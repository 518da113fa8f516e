"""What becomes of a form whose sign-in has run out, or whose page is too old."""

import pytest
from django.test import Client

from hengji.platform.accounts.models import User

pytestmark = pytest.mark.django_db
FORM = "http://testserver/office/notices/new/?from=list"
ACT = "/office/notices/1/submit/"


def test_form_sent_after_sign_out_leads_back_to_its_page_not_to_its_address(client: Client) -> None:
    answer = client.post(ACT, HTTP_REFERER=FORM)
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/office/notices/new/%3Ffrom%3Dlist"
    told = client.get(answer["Location"]).content.decode()
    assert "刚才的内容没有提交" in told


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/office/"])
def test_page_elsewhere_or_untold_leads_to_the_first_page(client: Client, referer: str) -> None:
    told = {"HTTP_REFERER": referer} if referer else {}
    answer = client.post(ACT, **told)  # type: ignore[arg-type]  # the stubs take no headers so
    assert answer["Location"] == "/accounts/login/?next=/office/"


def test_part_of_a_page_sends_the_whole_page_to_the_sign_in(client: Client) -> None:
    answer = client.get("/office/jobs/1/status/", HTTP_HX_REQUEST="true", HTTP_REFERER=FORM)
    assert answer.status_code == 200
    assert answer["HX-Redirect"].startswith("/accounts/login/?next=/office/notices/new/")
    assert not answer.content


def test_address_of_an_act_opened_by_itself_says_what_to_do(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    answer = client.get(ACT)
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "按钮办理" in answer.content.decode()


def test_form_of_too_old_a_page_offers_the_way_back(clerk: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    page = client.post(ACT, HTTP_REFERER=FORM).content.decode()
    assert "页面已过期" in page
    assert 'href="/office/notices/new/?from=list"' in page
