"""The officers' pages of 补贴核定, as the browser asks for them."""

import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import cast

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse
from django.test import Client

from hengji.config.roles import Clerk
from hengji.core.packs.registry import get_pack
from hengji.domains.subsidies.models import AdjudicationRun, ClaimDecision
from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from tests.domains.subsidies.conftest import THREE, work
from tests.factories.accounts import make_user
from tests.factories.claims import PACK, claim, csv_bytes, write_xlsx

pytestmark = pytest.mark.django_db
HOME = "/office/adjudication/"
SignedIn = Callable[[User], Client]


@pytest.fixture
def signed_in() -> SignedIn:
    def do(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return do


def _send(client: Client, content: bytes, name: str = "申领表.csv", pack_id: str = PACK) -> str:
    file = SimpleUploadedFile(name, content)
    answer = client.post(HOME + "new/", {"pack_id": pack_id, "file": file})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def _decided(client: Client, content: bytes, pack_id: str = PACK) -> str:
    url = _send(client, content, pack_id=pack_id)
    client.post(url + "submit/")
    work(AdjudicationRun.objects.latest("pk"))
    return url


def _book(answer: object) -> openpyxl.Workbook:
    content = b"".join(cast(Iterable[bytes], cast(FileResponse, answer).streaming_content))
    return openpyxl.load_workbook(io.BytesIO(content))


def _text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_public_is_sent_to_sign_in(client: Client, db: None) -> None:
    answer = client.get(HOME)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_empty_list_says_what_to_do(clerk: User, signed_in: SignedIn) -> None:
    assert "还没有核定过申领表" in _text(signed_in(clerk), HOME)


def test_preview_shows_columns_faults_and_covered_codes(clerk: User, signed_in: SignedIn) -> None:
    client = signed_in(clerk)
    html = _text(client, _send(client, csv_bytes([claim(1), claim(2, level="6")])))
    assert "其中 <strong>1</strong> 行有读不出的格" in html
    assert "“6”应在1至5之间" in html
    assert "3***************01" in html
    assert "320800199001010001" not in html
    assert "显示完整证件号码" not in html  # a clerk may not
    assert "确认核定" in html


def test_wrong_file_is_answered_beside_the_field(clerk: User, signed_in: SignedIn) -> None:
    client = signed_in(clerk)
    for content, told in (
        (b"", "文件是空的"),
        ("编号,姓名\n1,甲\n".encode(), "缺少栏目"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 99, "JPEG 图片"),
    ):
        file = SimpleUploadedFile("申领表.csv", content)
        answer = client.post(HOME + "new/", {"pack_id": PACK, "file": file})
        assert answer.status_code == 400
        assert told in answer.content.decode()
    assert not AdjudicationRun.objects.exists()


def test_no_file_and_foreign_pack_are_answered(clerk: User, signed_in: SignedIn) -> None:
    client = signed_in(clerk)
    assert "请选择申领表文件" in client.post(HOME + "new/", {"pack_id": PACK}).content.decode()
    file = SimpleUploadedFile("x.csv", csv_bytes(THREE))
    answer = client.post(HOME + "new/", {"pack_id": "chongqing-specialties", "file": file})
    assert answer.status_code == 400


def test_decisions_are_shown_with_clauses_and_filtered(clerk: User, signed_in: SignedIn) -> None:
    client = signed_in(clerk)
    url = _decided(client, csv_bytes(THREE))
    html = _text(client, url)
    assert "三星级以下职业技能培训机构原则上不支持参与" in html
    assert "合计 1,500 元" in html
    only = _text(client, url + "?decision=rejected")
    assert "HA-0002" in only
    assert "HA-0001" not in only
    assert "HA-0003" in _text(client, url + "?code=total_minutes")
    assert "没有符合条件的决定" in _text(client, url + "?claim=none")


@pytest.mark.parametrize("query", ["page=x", "page=-1", "decision=%00", "code=%27", "faults=zz"])
def test_odd_parameters_are_no_error_of_ours(clerk: User, signed_in: SignedIn, query: str) -> None:
    client = signed_in(clerk)
    url = _decided(client, csv_bytes(THREE))
    assert client.get(f"{url}?{query}").status_code == 200
    assert client.get(f"{HOME}?stage={query}&q=%27").status_code == 200


def test_one_decision_names_each_rule_and_the_persons_other_rows(
    clerk: User, signed_in: SignedIn
) -> None:
    # 一: the fourth claim of a calendar year is one too many; of one day the upper row comes first.
    same = [claim(number, person="P-0001") for number in range(1, 5)]
    client = signed_in(clerk)
    url = _decided(client, csv_bytes(same))
    fourth = _text(client, url + "rows/5/")
    assert "每人每年不超过3次" in fourth
    assert "不符合（1）" in fourth
    assert "第2行" in fourth
    first = _text(client, url + "rows/2/")
    assert "不符合（" not in first
    assert "1,500 元" in first
    assert "由经办人核实" in first
    assert "P-0001" not in first


def test_voucher_of_two_persons_names_the_other_row_and_not_the_other_person(
    divisions: None, signed_in: SignedIn
) -> None:
    pack = get_pack("guangzhou-2023")
    assert pack.adjudication is not None
    inputs = [one.name for one in pack.adjudication.inputs]
    good = {**dict.fromkeys(inputs, ""), **pack.cases[0].given[0], "voucher_confirmed": "是"}
    given = [("P-0101", "V9"), ("P-0202", "V9"), ("P-0101", ""), ("P-0303", "V8")]
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, inputs)
    writer.writeheader()
    writer.writerows(
        {**good, "claim_id": f"GZ-{row}", "person_id": person, "voucher_no": voucher}
        for row, (person, voucher) in enumerate(given)
    )
    client = signed_in(make_user("guangzhou-clerk", "440100", Clerk))
    url = _decided(client, stream.getvalue().encode(), pack.id)
    decided = ClaimDecision.objects.order_by("row").values_list("decision", flat=True)
    assert list(decided) == ["pending", "pending", "approved", "approved"]
    assert "同一张培训券只属一人" in _text(client, url + "?decision=pending")
    first = _text(client, url + "rows/2/")
    assert "待定（1）" in first
    assert "他人填了同一培训券编号" in first
    assert "rows/3/" in first
    assert "P-0202" not in first
    # Of one class, the pending one took no place: its explanation, too, knows of the other's claim.
    third = _text(client, url + "rows/4/")
    assert "不符合（" not in third
    assert "他人填了同一" not in third
    assert "rows/3/" not in third


def test_row_without_decision_is_not_found(clerk: User, signed_in: SignedIn) -> None:
    client = signed_in(clerk)
    url = _decided(client, csv_bytes([claim(1), claim(2, level="6")]))
    answer = client.get(url + "rows/3/")
    assert answer.status_code == 404
    assert "未能读取" in answer.content.decode()


def test_workbook_comes_back_as_xlsx_with_its_columns(
    clerk: User, signed_in: SignedIn, tmp_path: Path
) -> None:
    client = signed_in(clerk)
    sheet = write_xlsx(tmp_path / "x.xlsx", THREE).read_bytes()
    url = _send(client, sheet, "三月申领.xlsx")
    client.post(url + "submit/")
    work(AdjudicationRun.objects.get())
    rows = list(_book(client.get(url + "files/workbook/")).worksheets[0].values)
    assert rows[0][-5:] == ("决定", "金额（元）", "不符合", "待定原因", "说明")
    assert [row[-5] for row in rows[1:]] == ["通过", "不通过", "待定"]
    assert [row[-4] for row in rows[1:]] == [1500, None, None]


def test_templates_have_the_officers_columns_when_asked(clerk: User, signed_in: SignedIn) -> None:
    client = signed_in(clerk)

    def headings(query: str) -> list[object]:
        book = _book(client.get(f"{HOME}template/{PACK}/{query}"))
        return [cell.value for cell in next(book["数据"].iter_rows(max_row=1))]

    assert "培训机构在补贴性培训机构清单内" not in headings("")
    assert "培训机构在补贴性培训机构清单内" in headings("?officer=1")


def test_status_asks_for_the_whole_page_when_nothing_moves(
    clerk: User, signed_in: SignedIn
) -> None:
    client = signed_in(clerk)
    url = _send(client, csv_bytes(THREE))
    client.post(url + "submit/")
    moving = client.get(url + "status/")
    assert "HX-Refresh" not in moving.headers
    assert "every 1s" in moving.content.decode()
    work(AdjudicationRun.objects.get())
    assert client.get(url + "status/").headers["HX-Refresh"] == "true"


def test_second_confirmation_is_a_conflict(clerk: User, signed_in: SignedIn) -> None:
    client = signed_in(clerk)
    url = _send(client, csv_bytes(THREE))
    assert client.post(url + "submit/").status_code == 302
    assert client.post(url + "submit/").status_code == 409


def test_same_file_leads_to_its_earlier_run(clerk: User, signed_in: SignedIn) -> None:
    client = signed_in(clerk)
    url = _decided(client, csv_bytes(THREE))
    assert _send(client, csv_bytes(THREE)) == url
    assert "已经上传过" in _text(client, url)


def test_another_division_gets_404_everywhere(
    clerk: User, stranger: User, signed_in: SignedIn
) -> None:
    url = _decided(signed_in(clerk), csv_bytes(THREE))
    client = signed_in(stranger)
    run = AdjudicationRun.objects.get()
    gets = ["", "status/", "rows/2/", "faults.csv", "files/workbook/", "files/report/"]
    assert {client.get(url + part).status_code for part in gets} == {404}
    posts = ["submit/", "stop/", "discard/", "reveal/", "rows/2/"]
    assert {client.post(url + part).status_code for part in posts} == {404}
    for file in (run.source_id, run.workbook_id):
        assert client.get(f"/office/files/{file}/").status_code == 404


def test_auditor_sees_decisions_and_may_not_act_or_take_the_sheet(
    clerk: User, auditor: User, signed_in: SignedIn
) -> None:
    url = _decided(signed_in(clerk), csv_bytes(THREE))
    client = signed_in(auditor)
    html = _text(client, url)
    assert "取回加了决定的申领表" not in html
    assert client.get(url + "files/report/").status_code == 200
    assert client.get(url + "files/workbook/").status_code == 403
    assert client.post(url + "discard/").status_code == 403
    run = AdjudicationRun.objects.get()
    for file in (run.source_id, run.workbook_id):  # no way round by the common download
        assert client.get(f"/office/files/{file}/").status_code == 404


def test_reveal_shows_the_code_once_and_leaves_a_trace(
    clerk: User, administrator: User, signed_in: SignedIn
) -> None:
    url = _send(signed_in(clerk), csv_bytes(THREE))
    client = signed_in(administrator)
    assert "320800199001010001" not in _text(client, url)
    assert client.post(url + "reveal/").status_code == 400, "what for?"
    shown = client.post(url + "reveal/", {"purpose": "比对社保记录"})
    assert "320800199001010001" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert AuditEntry.objects.filter(action="personal_data.reveal").count() == 1
    assert signed_in(clerk).post(url + "reveal/").status_code == 403


def test_text_of_a_sheet_is_never_markup(clerk: User, signed_in: SignedIn) -> None:
    evil = "<script>alert(1)</script>"
    client = signed_in(clerk)
    content = csv_bytes([claim(1, name=evil, level=evil), claim(2, name=evil)])
    assert evil not in _text(client, _send(client, content))


def test_changes_need_the_csrf_token(clerk: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    assert client.post(HOME + "new/", {"pack_id": PACK}).status_code == 403
