"""The first page's todos, the list, one todo, and what its buttons do."""

import pytest
from django.test import Client

from hengji.config.roles import Clerk, Reviewer
from hengji.domains.subsidies import api
from hengji.domains.subsidies.models import AdjudicationRun
from hengji.platform.accounts.models import User
from hengji.platform.todos.models import State, Todo
from tests.domains.subsidies.conftest import AT, work
from tests.factories.accounts import make_user
from tests.factories.claims import PACK, claim, csv_bytes

pytestmark = pytest.mark.django_db
HOME, LIST = "/office/", "/office/todos/"


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def run(clerk: User) -> AdjudicationRun:
    done = api.run_upload(
        actor=clerk, pack_id=PACK, name="三月.csv", chunks=[csv_bytes([claim(1)])], at=AT
    )
    return AdjudicationRun.objects.get(pk=done.run_id)


@pytest.fixture
def todo(run: AdjudicationRun) -> Todo:
    return Todo.objects.get()


def _text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_first_page_begins_with_what_waits(clerk: User, todo: Todo) -> None:
    html = _text(_client(clerk), HOME)
    assert html.index("我的待办") < html.index("本组待领取") < html.index("已逾期")
    assert html.index("本组待领取") < html.index(todo.title)
    assert html.index(todo.title) < html.index("可以做什么")


def test_claiming_leads_to_where_it_is_done(clerk: User, todo: Todo) -> None:
    client = _client(clerk)
    answer = client.post(f"{LIST}{todo.pk}/claim/", {"next": HOME})
    assert answer.headers["Location"] == todo.link
    assert todo.title in _text(client, LIST)  # 我的 is the list's first scope


def test_second_claim_is_told_on_the_page_that_asked(clerk: User, todo: Todo) -> None:
    colleague = _client(make_user("colleague", "320800", Clerk))
    _client(clerk).post(f"{LIST}{todo.pk}/claim/")
    answer = colleague.post(f"{LIST}{todo.pk}/claim/", {"next": HOME}, follow=True)
    assert f"由{clerk}办理" in answer.content.decode()
    assert answer.redirect_chain == [(HOME, 302)]


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/"])
def test_answer_never_leads_away(clerk: User, todo: Todo, wanted: str) -> None:
    client = _client(clerk)
    client.post(f"{LIST}{todo.pk}/claim/")
    answer = client.post(f"{LIST}{todo.pk}/release/", {"next": wanted, "remark": "出差"})
    assert answer.headers["Location"] == LIST
    assert Todo.objects.get().status is State.OPEN


def test_filters_stay_while_one_pages_and_acts(clerk: User, todo: Todo) -> None:
    client = _client(clerk)
    asked = f"{LIST}?scope=group&kind=subsidies.submit_run&q=三月"
    html = _text(client, asked)
    assert todo.title in html
    assert "scope=group&amp;kind=subsidies.submit_run&amp;q=" in html  # where the act comes back to
    assert "没有符合条件的待办" in _text(client, f"{LIST}?scope=group&q=四月")
    assert "没有符合条件的待办" in _text(client, f"{LIST}?scope=group&kind=subsidies.review_run")
    assert client.get(f"{LIST}?scope=%00&page=x&kind=%27").status_code == 200


def test_todo_is_handed_on_from_its_page(clerk: User, todo: Todo) -> None:
    colleague = make_user("colleague", "320800", Clerk)
    client = _client(clerk)
    html = _text(client, f"{LIST}{todo.pk}/")
    assert str(colleague) in html
    assert "状态与经过" in html
    page = f"{LIST}{todo.pk}/hand-on/"
    assert "请选择一位" in client.post(page, {"to": "x"}, follow=True).content.decode()
    client.post(page, {"to": str(colleague.pk), "remark": "请接着办"})
    assert Todo.objects.get().assignee == colleague
    assert "请接着办" in _text(_client(colleague), f"{LIST}{todo.pk}/")


def test_todo_of_another_division_is_not_found(stranger: User, todo: Todo) -> None:
    client = _client(stranger)
    assert client.get(f"{LIST}{todo.pk}/").status_code == 404
    for act in ("claim", "release", "hand-on", "acknowledge"):
        assert client.post(f"{LIST}{todo.pk}/{act}/").status_code == 404
        assert client.get(f"{LIST}{todo.pk}/{act}/").status_code == 405
    assert todo.title not in _text(client, f"{LIST}?scope=all")


def test_review_on_the_runs_page(clerk: User, run: AdjudicationRun) -> None:
    api.run_submit(actor=clerk, run_id=run.pk, at=AT)
    work(run)
    page = f"/office/adjudication/{run.pk}/"
    own = _text(_client(clerk), page)
    assert "等待有复核权限的另一人办理" in own
    assert "已核定，未复核" in own
    assert "现在是“已核定”" in own  # the drawing in words
    reviewer = _client(make_user("reviewer", "320800", Reviewer))
    assert "复核：三月.csv" in _text(reviewer, HOME)
    told = reviewer.post(f"{page}return/", {"remark": " "}, follow=True).content.decode()
    assert "退回须填写说明" in told
    assert _client(clerk).post(f"{page}confirm/").status_code == 403
    done = reviewer.post(f"{page}confirm/", {"remark": "抽查无误"}, follow=True).content.decode()
    assert "复核通过" in done
    assert "抽查无误" in done
    assert reviewer.post(f"{page}confirm/").status_code == 409
    assert "复核：三月.csv" not in _text(reviewer, HOME)


def test_pages_have_no_inline_code(clerk: User, todo: Todo) -> None:
    client = _client(clerk)
    for url in (HOME, LIST, f"{LIST}{todo.pk}/", todo.link):
        text = _text(client, url)
        assert "<script>" not in text
        assert "style=" not in text
