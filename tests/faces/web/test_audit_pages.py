"""The pages of the audit trail, as a browser asks for them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hengji.config.roles import Auditor
from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.audit.services import record
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
HOME = "/office/audit/"
AT = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
SignedIn = Callable[[User], Client]


@pytest.fixture
def signed_in() -> SignedIn:
    def do(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return do


@pytest.fixture
def linked_at_once(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _act(actor: User, number: int = 0, **others: str) -> AuditEntry:
    return record(
        actor=actor,
        action=others.get("action", "account.create"),
        subject=actor,
        jurisdiction=actor.jurisdiction,
        at=AT + timedelta(minutes=number),
        before={"姓名": "甲", "状态": "同"},
        after={"姓名": "<b>乙</b>", "状态": "同", "角色": ["a"]},
        reason=others.get("reason", f"第{number}次"),
    )


def _text(client: Client, path: str = "") -> str:
    answer = client.get(HOME + path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_public_is_sent_to_sign_in(client: Client) -> None:
    assert client.get(HOME).status_code == 302
    assert client.post(HOME + "export/").status_code == 302


@pytest.mark.parametrize("path", ["", "1/"])
def test_clerk_and_administrator_are_refused(
    clerk: User, administrator: User, signed_in: SignedIn, path: str
) -> None:
    for user in (clerk, administrator):
        client = signed_in(user)
        assert client.get(HOME + path).status_code == 403
        assert client.post(HOME + "export/").status_code == 403


def test_auditor_of_another_city_gets_404_and_sees_nothing(
    clerk: User, signed_in: SignedIn
) -> None:
    entry = _act(clerk, reason="只在淮安")
    client = signed_in(make_user("guangzhou-auditor", "440100", Auditor))
    assert "只在淮安" not in _text(client)
    assert client.get(f"{HOME}{entry.pk}/").status_code == 404
    exported = client.post(HOME + "export/")
    assert "只在淮安" not in exported.getvalue().decode()


def test_list_shows_who_did_what_to_what_where_and_why(
    clerk: User, auditor: User, signed_in: SignedIn
) -> None:
    _act(clerk, reason="笔误")
    text = _text(signed_in(auditor))
    for told in (str(clerk), "建立账号", "账号", "淮安市", "笔误", "2026-11-03 17:00:00"):
        assert told in text


def test_filters_stay_in_the_address_and_in_the_form(
    clerk: User, auditor: User, signed_in: SignedIn
) -> None:
    for number in range(60):
        _act(clerk, number)
    _act(clerk, 99, action="job.finish", reason="别的事")
    text = _text(signed_in(auditor), "?action=account.create&since=2026-11-03&place=320800")
    assert "别的事" not in text
    assert '<option value="account.create" selected>' in text
    assert "action=account.create&amp;since=2026-11-03&amp;place=320800&amp;before=" in text


def test_pages_lead_back_and_forth(clerk: User, auditor: User, signed_in: SignedIn) -> None:
    for number in range(60):
        _act(clerk, number)
    client = signed_in(auditor)
    asked = {"action": "account.create"}  # signing in leaves rows too
    first = client.get(HOME, asked)
    second = client.get(HOME, asked | {"before": first.context["older"]})
    assert [row.entry.reason for row in second.context["rows"]] == [
        f"第{number}次" for number in range(9, -1, -1)
    ]
    back = client.get(HOME, asked | {"after": second.context["newer"]})
    assert back.context["rows"] == first.context["rows"]


@pytest.mark.parametrize(
    "query",
    ["before=x", "after=2026-11-03T09:00:00_1", "before=9999-99-99T00:00:00.000000+00:00_1",
     "since=x", "place=x", "action=x", "subject=x", "subject=a:b:c", "actor=%00",
     "until=9999-12-31", "since=0001-01-01",
     "before=2026-11-03T09:00:00%2B00:00_99999999999999999999"],
)  # fmt: skip
def test_spoilt_parameters_give_a_page(auditor: User, signed_in: SignedIn, query: str) -> None:
    assert signed_in(auditor).get(f"{HOME}?{query}").status_code == 200


def test_entry_shows_both_values_and_its_place_in_the_chain(
    linked_at_once: None, clerk: User, auditor: User, signed_in: SignedIn
) -> None:
    _act(clerk)
    entry = _act(clerk, 1)
    _act(clerk, 2)
    client = signed_in(auditor)
    text = _text(client, f"{entry.pk}/")
    assert '<td class="text-break">甲</td>' in text
    assert "<strong>&lt;b&gt;乙&lt;/b&gt;</strong>" in text
    assert "链 320800 第 2 号" in text
    assert "核验通过" not in text
    assert "核验通过" in _text(client, f"{entry.pk}/?check=1")


def test_changed_entry_is_told_on_its_page(
    linked_at_once: None, clerk: User, auditor: User, signed_in: SignedIn
) -> None:
    entry = _act(clerk)
    client = signed_in(auditor)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER audit_no_change")
        cursor.execute("UPDATE audit_auditentry SET reason = '改' WHERE id = %s", [entry.pk])
        assert "内容被改动" in _text(client, f"{entry.pk}/?check=1")
        cursor.execute("ALTER TABLE audit_auditlink DISABLE TRIGGER audit_no_change")
        cursor.execute("DELETE FROM audit_auditlink WHERE entry_id = %s", [entry.pk])
    assert "不在链上" in _text(client, f"{entry.pk}/")


def test_filtered_rows_are_exported_guarded_and_with_a_trace(
    clerk: User, auditor: User, signed_in: SignedIn
) -> None:
    _act(clerk, reason="=1+1")
    _act(clerk, action="job.finish", reason="别的事")
    answer = signed_in(auditor).post(HOME + "export/", {"action": "account.create"})
    text = answer.getvalue().decode()
    assert "'=1+1" in text
    assert "别的事" not in text
    assert "姓名：甲；状态：同" in text
    assert AuditEntry.objects.filter(action="audit.export", actor_id=auditor.pk).count() == 1


def test_every_page_has_a_number_that_its_traces_carry(auditor: User, signed_in: SignedIn) -> None:
    answer = signed_in(auditor).post(HOME + "export/", REMOTE_ADDR="10.9.8.7")
    entry = AuditEntry.objects.get(action="audit.export")
    assert entry.request_id == answer.headers["X-Request-ID"]
    assert entry.address == "10.9.8.7"


def test_list_asks_as_often_for_many_entries_as_for_one(
    clerk: User, auditor: User, signed_in: SignedIn
) -> None:
    client = signed_in(auditor)
    client.get(HOME)  # what is asked for once only
    asked = []
    for count in (1, 60):
        for number in range(count):
            _act(clerk, number)
        with CaptureQueriesContext(connection) as queries:
            client.get(HOME)
        asked.append(len(queries))
    assert asked[0] == asked[1]
