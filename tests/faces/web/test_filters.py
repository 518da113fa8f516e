"""A list shows again what was last asked of it, as a clerk comes back to it by the menu."""

import pytest
from django.test import Client

from hengji.platform.accounts.models import User
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
LIST = "/office/accounts/"


@pytest.fixture
def officer(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


def _menu(client: Client) -> str:
    """Where the bare address, as the menu has it, leads."""
    answer = client.get(LIST)
    return str(answer["Location"]) if answer.status_code == 302 else LIST


def test_list_comes_back_with_its_filters_and_from_its_first_page(officer: Client) -> None:
    asked = officer.get(LIST, {"state": "open", "name": "", "page": "2", "sort": "-name"})
    assert "清除筛选" in asked.content.decode()
    assert _menu(officer) == f"{LIST}?state=open&sort=-name"
    again = officer.get(LIST, follow=True).content.decode()
    assert '<option value="open" selected>' in again


def test_words_of_a_filter_come_back_as_they_were_typed(officer: Client) -> None:
    officer.get(LIST, {"name": "李&四 +?=#"})
    again = officer.get(LIST, follow=True)
    assert again.wsgi_request.GET["name"] == "李&四 +?=#"


def test_cleared_list_is_whole_again_and_stays_so(officer: Client) -> None:
    officer.get(LIST, {"state": "closed"})
    cleared = officer.get(LIST, {"clear": "1"})
    assert (cleared.status_code, cleared["Location"]) == (302, LIST)
    whole = officer.get(LIST)
    assert whole.status_code == 200
    assert "清除筛选" not in whole.content.decode()


def test_form_that_was_emptied_by_hand_clears_too(officer: Client) -> None:
    officer.get(LIST, {"state": "closed"})
    officer.get(LIST, {"state": "", "name": " ", "filter": "1"})
    assert _menu(officer) == LIST


def test_order_alone_is_kept_but_there_is_nothing_to_clear(officer: Client) -> None:
    asked = officer.get(LIST, {"sort": "name"})
    assert "清除筛选" not in asked.content.decode()
    assert _menu(officer) == f"{LIST}?sort=name"


def test_filters_are_of_one_list_and_of_one_session(officer: Client, administrator: User) -> None:
    officer.get(LIST, {"state": "closed"})
    assert officer.get("/office/bodies/").status_code == 200
    other = Client()
    other.force_login(administrator)
    assert _menu(other) == LIST
    officer.logout()
    officer.force_login(make_user("next-at-the-desk", "320800"))
    assert officer.session.get("filters", {}) == {}


def test_who_may_not_see_the_list_is_refused_before_anything_is_kept(divisions: None) -> None:
    client = Client()
    client.force_login(make_user("nobody-in-particular", "320800"))
    assert client.get(LIST, {"state": "closed"}).status_code == 403
    assert client.get(LIST).status_code == 403
