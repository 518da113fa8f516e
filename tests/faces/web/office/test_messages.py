"""The pages of an account's own messages."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from hengji.platform.accounts.models import User
from hengji.platform.messages.models import Message
from hengji.platform.messages.queries import reach_of
from hengji.platform.messages.services import message_send
from tests.faces.web.office.counting import queries_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def _send(to: User, title: str = "核定完成") -> Message:
    return message_send(to=to, title=title, body="共 3 件。", link="/office/jobs/", at=AT)


def test_header_counts_the_unread_and_opening_one_leads_where_it_says(
    client: Client, clerk: User
) -> None:
    message = _send(clerk)
    client.force_login(clerk)
    assert '1<span class="visually-hidden">条未读' in client.get("/office/").content.decode()
    answer = client.post(f"/office/messages/{message.pk}/open/")
    assert answer["Location"] == "/office/jobs/"
    assert "条未读" not in client.get("/office/").content.decode()


def test_list_shows_one_s_own_and_can_keep_to_the_unread(
    client: Client, clerk: User, stranger: User
) -> None:
    read, _ = _send(clerk, "已读的"), _send(clerk, "未读的")
    _send(stranger, "别人的")
    client.force_login(clerk)
    client.post("/office/messages/mark/", {"message": read.pk, "act": "read"})
    everything = client.get("/office/messages/").content.decode()
    assert "已读的" in everything
    assert "别人的" not in everything
    unread = client.get("/office/messages/?unread=1").content.decode()
    assert "未读的" in unread
    assert "已读的" not in unread


def test_message_of_another_does_not_exist(client: Client, clerk: User, stranger: User) -> None:
    message = _send(clerk)
    client.force_login(stranger)
    assert client.post(f"/office/messages/{message.pk}/open/").status_code == 404


def test_reach_is_saved_and_a_wrong_number_is_told_at_its_field(
    client: Client, clerk: User
) -> None:
    client.force_login(clerk)
    wrong = client.post("/office/messages/reach/", {"by_sms": "on", "mobile": "12345"})
    assert "手机号码应为 11 位数字。" in wrong.content.decode()
    assert 'value="12345"' in wrong.content.decode()
    client.post("/office/messages/reach/", {"by_sms": "on", "mobile": "13800000001"})
    reach = reach_of(clerk)
    assert (reach.by_mail, reach.by_sms, reach.mobile) == (False, True, "13800000001")


def test_messages_ask_for_sign_in(client: Client) -> None:
    assert client.get("/office/messages/").status_code == 302


def test_list_costs_the_same_however_many_messages(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    _send(clerk)
    one, _ = queries_of(client, "/office/messages/")
    _send(clerk), _send(clerk)
    three, page = queries_of(client, "/office/messages/")
    assert page.count("共 3 件。") == 3
    assert three == one
