"""工作日历 as the office sees it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hengji.platform.accounts.models import User

pytestmark = pytest.mark.django_db
HOME = "/office/workdays/"


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_year_shows_rest_and_worked_days(clerk: User) -> None:
    html = _client(clerk).get(HOME + "?year=2024").content.decode()
    assert "2024年工作日历" in html
    assert "国庆节调休" in html
    assert "10月 <small>19 个工作日</small>" in html  # 23 weekdays, 5 of them off, one Saturday on
    assert "导入放假安排" not in html


@pytest.mark.parametrize("year", ["2099", "abcd", "0001", "９９９９"])
def test_unknown_year_says_so_and_odd_ones_are_no_error(clerk: User, year: str) -> None:
    answer = _client(clerk).get(HOME, {"year": year})
    assert answer.status_code == 200
    if year == "2099":
        assert "尚未公布或尚未导入" in answer.content.decode()


def test_import_shows_its_source_and_faults_beside_the_field(administrator: User) -> None:
    client = _client(administrator)
    bad = SimpleUploadedFile("x.csv", "日期,安排,名称\n2025-02-30,放假,x".encode())
    answer = client.post(HOME + "import/", {"document": "某文", "file": bad})
    assert answer.status_code == 400
    assert "“2025-02-30”不是日期" in answer.content.decode()
    good = SimpleUploadedFile("x.csv", "日期,安排,名称\n2025-03-03,放假,地方节日".encode())
    answer = client.post(
        HOME + "import/", {"document": "淮政发〔2025〕3号", "file": good}, follow=True
    )
    assert "1 天有变化" in answer.content.decode()
    assert "淮政发〔2025〕3号" in answer.content.decode()
    assert "地方节日" in client.get(HOME + "?year=2025").content.decode()


def test_template_is_for_those_who_keep_the_calendar(clerk: User, administrator: User) -> None:
    assert _client(clerk).get(HOME + "template/").status_code == 403
    assert _client(administrator).get(HOME + "template/").status_code == 200


def test_public_is_sent_to_sign_in(client: Client) -> None:
    assert client.get(HOME).status_code == 302
