"""The officers' pages of doubts, as a browser asks for them."""

from collections.abc import Callable

import pytest
from django.test import Client

from hengji.domains.catalogues.models import Edition, ListFinding
from hengji.platform.accounts.models import User
from tests.faces.web.office.counting import queries_of
from tests.factories.accounts import make_user
from tests.factories.catalogues import changed, load, small_packs

pytestmark = pytest.mark.django_db
HOME = "/office/findings/"
SignedIn = Callable[[User], Client]


@pytest.fixture
def small(divisions: None) -> None:
    """The small packs, loaded, without the doubts that the checks find in them."""
    load(small_packs())
    ListFinding.objects.all().delete()


@pytest.fixture
def signed_in() -> SignedIn:
    def do(user: User) -> Client:
        client = Client(enforce_csrf_checks=False)
        client.force_login(user)
        return client

    return do


def _doubt(list_id: str = "huaian-specialties", row: int = 1, **others: str) -> ListFinding:
    told = {"severity": "warning", "code": "INVENTED", "message": "这里有疑问"} | others
    edition = Edition.objects.get(published_id=list_id, is_current=True)
    return ListFinding.objects.create(edition=edition, row=row, suggestion="请核对", **told)


def _post(client: Client, *findings: ListFinding, **others: str) -> str:
    asked = {"resolution": "confirmed", "reason": "已核对", "next": HOME + "list/"} | others
    answer = client.post(
        HOME + "settle/", asked | {"finding": [one.pk for one in findings]}, follow=True
    )
    assert answer.status_code == 200
    return answer.content.decode()


URLS = ("", "list/", "1/", "editions/sichuan-managed/")


@pytest.mark.parametrize("path", URLS)
def test_public_is_sent_to_sign_in(small: None, client: Client, path: str) -> None:
    answer = client.get(HOME + path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("path", URLS)
def test_account_without_role_is_refused(small: None, signed_in: SignedIn, path: str) -> None:
    assert signed_in(make_user("nobody", "320800")).get(HOME + path).status_code == 403


def test_auditor_sees_no_form_and_cannot_settle(
    small: None, signed_in: SignedIn, auditor: User
) -> None:
    finding = _doubt()
    client = signed_in(auditor)
    assert "确认处理" not in client.get(HOME + "list/").content.decode()
    answer = client.post(
        HOME + "settle/", {"finding": finding.pk, "resolution": "confirmed", "reason": "无"}
    )
    assert answer.status_code == 403


def test_other_city_gets_404(small: None, signed_in: SignedIn, stranger: User) -> None:
    finding = _doubt()
    client = signed_in(stranger)
    assert client.get(f"{HOME}{finding.pk}/").status_code == 404
    answer = client.post(
        HOME + "settle/", {"finding": finding.pk, "resolution": "confirmed", "reason": "无"}
    )
    assert answer.status_code == 404
    assert client.post(f"{HOME}{finding.pk}/reopen/", {"reason": "无"}).status_code == 404


def test_form_without_its_token_is_refused(small: None, clerk: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    finding = _doubt()
    assert "csrfmiddlewaretoken" in client.get(HOME + "list/").content.decode()
    answer = client.post(HOME + "settle/", {"finding": finding.pk, "resolution": "confirmed"})
    assert answer.status_code == 403


def test_clerk_settles_what_was_ticked(small: None, signed_in: SignedIn, clerk: User) -> None:
    findings = [_doubt(), _doubt(code="OTHER")]
    text = _post(signed_in(clerk), *findings)
    assert "已处理 2 条疑点" in text
    assert "确认原文有误" in text


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ({"reason": ""}, "请写明处理理由"),
        ({"resolution": "x"}, "请选择处理结论"),
        ({"next": "https://evil.example/"}, "已处理 1 条"),
    ],
)
def test_what_the_service_says_is_told_on_our_own_page(
    small: None, signed_in: SignedIn, clerk: User, others: dict[str, str], told: str
) -> None:
    assert told in _post(signed_in(clerk), _doubt(), **others)


def test_nothing_ticked_is_told(small: None, signed_in: SignedIn, clerk: User) -> None:
    assert "请先勾选" in _post(signed_in(clerk))


def test_filters_narrow_the_list(small: None, signed_in: SignedIn, clerk: User) -> None:
    _doubt(message="甲处有疑")
    _doubt("huaian-completion", severity="error", code="OTHER", message="乙处有误")
    client = signed_in(clerk)
    for query, here, gone in (
        ("list=huaian-completion", "乙处有误", "甲处有疑"),
        ("severity=warning", "甲处有疑", "乙处有误"),
        ("code=OTHER", "乙处有误", "甲处有疑"),
    ):
        text = client.get(f"{HOME}list/?{query}").content.decode()
        assert here in text
        assert gone not in text


@pytest.mark.parametrize(
    "query", ["page=x", "list=none", "severity=x", "state=x", "code=%00", "page=99999"]
)
def test_spoilt_parameters_give_a_page(
    small: None, signed_in: SignedIn, clerk: User, query: str
) -> None:
    assert signed_in(clerk).get(f"{HOME}list/?{query}").status_code == 200


def test_finding_shows_the_printed_row_and_its_history(
    small: None, signed_in: SignedIn, clerk: User
) -> None:
    finding = _doubt(message="<i>疑</i>")
    client = signed_in(clerk)
    _post(client, finding)
    client.post(f"{HOME}{finding.pk}/reopen/", {"reason": "核错了行"})
    text = client.get(f"{HOME}{finding.pk}/").content.decode()
    assert "家具组装 | 100000001" in text
    assert "重新打开" in text
    assert "核错了行" in text
    assert "<i>疑" not in text


def test_two_editions_are_shown_side_by_side(small: None, signed_in: SignedIn, clerk: User) -> None:
    packs = small_packs()
    packs[1] = changed(packs[1], lambda entry: None if entry.printed_seq == "Z3" else entry)
    load(packs)
    client = signed_in(clerk)
    text = client.get(HOME + "editions/sichuan-managed/").content.decode()
    assert "1 处不同" in text
    assert "手势语传译" in text
    assert "0 处不同" in client.get(HOME + "editions/sichuan-managed/?old=2&new=2").content.decode()
    assert client.get(HOME + "editions/sichuan-managed/?old=9").status_code == 404
    assert "只有一个版本" in client.get(HOME + "editions/huaian-completion/").content.decode()


def test_list_asks_as_often_for_many_doubts_as_for_one(
    small: None, signed_in: SignedIn, clerk: User
) -> None:
    client = signed_in(clerk)
    _doubt(code="CODE")
    one, _ = queries_of(client, HOME + "list/")
    for number in range(30):
        _doubt(code=f"CODE_{number}")
    many, page = queries_of(client, HOME + "list/")
    assert "CODE_29" in page
    assert many == one
