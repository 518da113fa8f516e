"""Notices as the browser asks for them: the public's pages and the office's."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hengji.config.roles import Administrator, Clerk
from hengji.platform.accounts.models import User
from hengji.platform.notices.models import Objection, PublicNotice
from hengji.platform.notices.services.drafting import notice_attach, notice_draft
from hengji.platform.notices.services.publishing import notice_withdraw
from tests.factories.accounts import make_user
from tests.factories.notices import TABLE, TEXT, object_to, publish
from tests.platform.files.made_files import pdf, picture

pytestmark = pytest.mark.django_db
OFFICE, PORTAL = "/office/notices/", "/notices/"
FORM = {
    "title": "示例公示", "content": "现予公示。", "basis": "某文〔2024〕1号", "clause": "二",
    "period": "5", "unit": "working", "answer_days": "5", "office_name": "某处",
    "office_phone": "0517-00000000", "office_address": "",
    "table": "机构名称\t联系人\n甲校\t张三丰",
}  # fmt: skip


@pytest.fixture
def head(divisions: None) -> User:
    return make_user("huaian-head", "320800", Administrator)


@pytest.fixture
def second(divisions: None) -> User:
    return make_user("huaian-second", "320800", Clerk)


@pytest.fixture
def running(clerk: User, head: User) -> PublicNotice:
    """A notice that runs today, whatever day that is: the pages ask the clock."""
    at = timezone.now()
    assert clerk.jurisdiction is not None
    notice = notice_draft(
        actor=clerk, jurisdiction=clerk.jurisdiction, text=TEXT, table=TABLE, at=at
    )
    notice_attach(actor=clerk, notice_id=notice.pk, name="清单.pdf", chunks=[pdf()], at=at)
    publish(notice, clerk, head, at=at)
    return notice


def _as(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_public_reads_notices_and_takes_attachments(client: Client, running: PublicNotice) -> None:
    assert running.title in _text(client, PORTAL + "?current=1&place=320800&q=清单")
    assert "没有符合条件" in _text(client, PORTAL + "?q=没有的")
    url = f"{PORTAL}{running.pk}/"
    html = _text(client, url)
    assert "个工作日，至" in html
    assert "欧***" in html
    assert "欧阳示例" not in html
    attachment = running.attachments.get()
    answer = client.get(f"{url}attachments/{attachment.pk}/")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "打印" in _text(client, url + "print/")


def test_draft_and_its_files_are_not_public(client: Client, clerk: User) -> None:
    office = _as(clerk)
    assert office.post(OFFICE + "new/", FORM).status_code == 302
    notice = PublicNotice.objects.get()
    for part in ("", "print/", "object/", "attachments/1/"):
        assert client.get(f"{PORTAL}{notice.pk}/{part}").status_code == 404
    assert "示例公示" not in _text(client, PORTAL)


@pytest.mark.parametrize("query", ["page=x", "page=-1", "place=%27", "row=%00", "q=%25", "on=zz"])
def test_odd_parameters_are_no_error_of_ours(
    client: Client, running: PublicNotice, query: str
) -> None:
    for url in (PORTAL, f"{PORTAL}{running.pk}/", f"{PORTAL}{running.pk}/object/"):
        assert client.get(f"{url}?{query}").status_code == 200


def test_one_finds_oneself_in_the_list_by_a_whole_cell(
    client: Client, running: PublicNotice
) -> None:
    html = _text(client, f"{PORTAL}{running.pk}/?row=甲培训学校")
    assert "甲培训学校" in html
    assert "乙培训学校" not in html
    assert "名单中没有" in _text(client, f"{PORTAL}{running.pk}/?row=甲培训")


def _objection(client: Client, notice: PublicNotice, **changes: object) -> dict[str, object]:
    html = _text(client, f"{PORTAL}{notice.pk}/object/?on=1")
    token = html.split('name="token" value="')[1].split('"')[0]
    told = {"token": token, "row": "1", "content": "不具备条件", "name": "王某某", "contact": "1"}
    return {**told, **changes}


def test_objection_gives_a_receipt_and_the_receipt_the_answer(
    client: Client, running: PublicNotice, second: User, stranger: User
) -> None:
    url = f"{PORTAL}{running.pk}/object/"
    photo = SimpleUploadedFile("照片.png", picture())
    told = _objection(client, running, evidence=[photo])
    taken = client.post(url, told)
    assert taken.status_code == 200, taken.context["form"].errors
    objection = Objection.objects.get()
    assert objection.receipt in taken.content.decode()
    assert "no-store" in taken.headers["Cache-Control"]
    photo.seek(0)
    assert objection.receipt in client.post(url, told).content.decode()  # sent twice
    assert Objection.objects.count() == 1

    receipt = {"receipt": objection.receipt.lower()}
    assert "还没有答复" in client.post(PORTAL + "receipt/", receipt).content.decode()
    office = _as(second)
    page = f"{OFFICE}objections/{objection.pk}/"
    assert "王**" in _text(office, page)
    assert "王某某" not in _text(office, page)
    evidence = objection.evidence.get()
    file = f"/office/files/{evidence.file_id}/"
    assert office.get(file).status_code == 200
    assert _as(stranger).get(file).status_code == 404
    empty = office.post(page + "answer/", {"outcome": "rejected", "answer": ""})
    assert empty.status_code == 400
    done = office.post(page + "answer/", {"outcome": "rejected", "answer": "<b>经核实</b>不成立"})
    assert done.status_code == 302
    answer = client.post(PORTAL + "receipt/", receipt).content.decode()
    assert "异议不成立" in answer.replace("\n", "").replace(" ", "")
    assert "&lt;b&gt;经核实" in answer
    assert client.post(PORTAL + "receipt/", {"receipt": "X"}).status_code == 404


def test_faulty_objection_is_answered_beside_its_field_and_kept(
    client: Client, running: PublicNotice
) -> None:
    url = f"{PORTAL}{running.pk}/object/"
    missing = client.post(url, _objection(client, running, name=""))
    assert missing.status_code == 400
    assert "不具备条件" in missing.content.decode()
    script = SimpleUploadedFile("x.pdf", b"#!/bin/sh")
    refused = client.post(url, _objection(client, running, evidence=[script]))
    assert refused.status_code == 400
    assert "没有接收" in refused.content.decode() or "不能读取" in refused.content.decode()
    forged = client.post(url, _objection(client, running, token="forged"))
    assert "页面已过期" in forged.content.decode()
    assert not Objection.objects.exists()


def test_too_many_objections_from_one_address_are_held_back(
    client: Client, running: PublicNotice
) -> None:
    for _ in range(5):
        object_to(running, at=timezone.now(), address="127.0.0.1")
    answer = client.post(f"{PORTAL}{running.pk}/object/", _objection(client, running))
    assert answer.status_code == 429


def test_objection_form_needs_the_csrf_token(running: PublicNotice) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(f"{PORTAL}{running.pk}/object/", {}).status_code == 403


def test_withdrawn_notice_tells_why_and_takes_no_objection(
    client: Client, running: PublicNotice, head: User
) -> None:
    notice_withdraw(actor=head, notice_id=running.pk, remark="名单有误", at=timezone.now())
    assert "名单有误" in _text(client, f"{PORTAL}{running.pk}/")
    assert client.get(f"{PORTAL}{running.pk}/object/").status_code == 409


def test_office_takes_a_notice_from_draft_to_the_public(clerk: User, head: User) -> None:
    office, chief = _as(clerk), _as(head)
    url = office.post(OFFICE + "new/", FORM).headers["Location"]
    html = _text(office, url)
    assert "张**" in html
    assert "张三丰" not in html
    edited = FORM | {"title": "改过的公示"}
    assert office.post(url + "edit/", edited).status_code == 302
    attached = SimpleUploadedFile("附件.pdf", pdf())
    office.post(url + "attach/", {"attachment": attached})
    assert "附件.pdf" in _text(office, url)
    office.post(url + "submit/")
    assert "审核通过" not in _text(office, url).split("状态与经过")[0]
    chief.post(url + "return/", {"remark": "请补地址"})
    assert "请补地址" in _text(office, url)
    office.post(url + "submit/")
    chief.post(url + "review/")
    assert "末日为" in _text(chief, url)
    bad = chief.post(url + "publish/", {"starts_on": "x"}, follow=True)
    assert "不是日期" in bad.content.decode()
    chief.post(url + "publish/", {"starts_on": ""})
    assert "公众看到的页面" in _text(office, url)
    assert "改过的公示" in _text(office, OFFICE + "?state=published&q=改过")
    too_late = office.post(url + "edit/", edited)
    assert too_late.status_code == 400  # above the form, and what was filled in stays
    assert "内容不能再改" in too_late.content.decode()
    assert "改过的公示" in too_late.content.decode()
    correction = office.post(url + "correct/")
    assert correction.status_code == 302
    assert "改过的公示" in _text(office, correction.headers["Location"])


def test_faulty_draft_is_answered_beside_its_field(clerk: User) -> None:
    office = _as(clerk)
    for changes, told in (
        ({"title": ""}, "这个字段是必填项"),
        ({"period": "99"}, "60"),
        ({"table": "甲\t乙\n1\t2\t3"}, "名单第2行的格数多于栏目数"),
        ({"table": "\n".join(["甲"] + ["1"] * 2001)}, "最多 2000 行"),
    ):
        answer = office.post(OFFICE + "new/", FORM | changes)
        assert answer.status_code == 400
        assert told in answer.content.decode()
    assert not PublicNotice.objects.exists()


def test_another_division_gets_404_everywhere(running: PublicNotice, stranger: User) -> None:
    objection = object_to(running, at=timezone.now())
    client, url = _as(stranger), f"{OFFICE}{running.pk}/"
    page = f"{OFFICE}objections/{objection.pk}/"
    file = running.attachments.get().file_id
    gets = [url, url + "edit/", page, f"/office/files/{file}/"]
    assert {client.get(one).status_code for one in gets} == {404}
    posts = [url + act + "/" for act in ("submit", "review", "publish", "withdraw", "correct")]
    posts += [page + "reveal/", url + "attach/", url + "detach/"]
    attached = SimpleUploadedFile("x.pdf", pdf())
    told = {"remark": "x", "attachment": attached}
    assert {client.post(one, told).status_code for one in posts} == {404}
    answer = {"outcome": "rejected", "answer": "x"}
    assert client.post(page + "answer/", answer).status_code == 404
    assert "没有异议" in _text(client, OFFICE + "objections/")
    assert running.title not in _text(client, OFFICE)


def test_auditor_reads_notices_but_neither_acts_nor_sees_objections(
    running: PublicNotice, auditor: User
) -> None:
    client, url = _as(auditor), f"{OFFICE}{running.pk}/"
    assert "撤回" not in _text(client, url).split("状态与经过")[0]
    assert client.post(url + "withdraw/", {"remark": "x"}).status_code == 403
    assert client.get(OFFICE + "objections/").status_code == 403


def test_reveal_shows_the_objector_once_to_who_may(
    running: PublicNotice, second: User, head: User
) -> None:
    objection = object_to(running, at=timezone.now())
    url = f"{OFFICE}objections/{objection.pk}/reveal/"
    assert _as(second).post(url).status_code == 403
    assert _as(head).post(url).status_code == 400, "what for?"
    shown = _as(head).post(url, {"purpose": "电话核实"})
    assert "13900000009" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]


def test_lists_ask_as_often_for_many_as_for_few(
    clerk: User, head: User, running: PublicNotice
) -> None:
    def queries(client: Client, url: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            _text(client, url)
        return len(asked)

    office, public = _as(head), Client()
    object_to(running, at=timezone.now())
    urls = ((office, OFFICE), (office, OFFICE + "objections/"), (public, PORTAL))
    for client, url in urls:  # the first request of a process reads what later ones know
        queries(client, url)
    few = [queries(client, url) for client, url in urls]
    at = timezone.now()
    assert clerk.jurisdiction is not None
    for number in range(3):
        notice = notice_draft(
            actor=clerk, jurisdiction=clerk.jurisdiction, text=TEXT, table=TABLE, at=at
        )
        publish(notice, clerk, head, at=at)
        object_to(notice, at=at + timedelta(minutes=number))
    assert [queries(client, url) for client, url in urls] == few
