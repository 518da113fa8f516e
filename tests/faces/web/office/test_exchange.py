"""The pages of 导入导出, and the buttons on the lists."""

import csv
import io
from collections.abc import Iterable
from typing import cast

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse
from django.test import Client

from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.exchange.models import ExportRun, ImportBatch
from hengji.platform.jobs.execution import execute
from tests.domains.subsidies.conftest import AT, THREE
from tests.factories import catalogues
from tests.factories.claims import PACK, csv_bytes

pytestmark = pytest.mark.django_db
HOME = "/office/exchange/"


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _bytes(answer: object) -> bytes:
    return b"".join(cast(Iterable[bytes], cast(FileResponse, answer).streaming_content))


def _rows(answer: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_bytes(answer).decode("utf-8-sig"))))


def _run(clerk: User) -> int:
    from hengji.domains.subsidies import api

    done = api.run_upload(
        actor=clerk, pack_id=PACK, name="申领表.csv", chunks=[csv_bytes(THREE)], at=AT
    )
    api.run_submit(actor=clerk, run_id=done.run_id, at=AT)
    job = api.run_get(clerk, done.run_id).job
    assert job is not None
    execute(job.pk, stopping=lambda: False)
    return done.run_id


def test_findings_go_out_as_the_page_filters_them(clerk: User) -> None:
    catalogues.load(catalogues.small_packs())
    client = _client(clerk)
    page = client.get("/office/findings/list/?severity=error").content.decode()
    assert "/office/exchange/export/catalogues.findings/?severity=error" in page
    shown = client.get(f"{HOME}export/catalogues.findings/?severity=error")
    assert "<dd>错误</dd>" in shown.content.decode()
    rows = _rows(client.post(f"{HOME}export/catalogues.findings/?severity=error", {"kind": "csv"}))
    run = ExportRun.objects.get()
    assert (run.rows, run.filters) == (len(rows), {"severity": "error"})
    assert {row["程度"] for row in rows} <= {"错误"}


def test_decisions_go_out_masked_and_whole_for_a_purpose(clerk: User, administrator: User) -> None:
    run_id = _run(clerk)
    page = _client(clerk).get(f"/office/adjudication/{run_id}/?decision=approved").content.decode()
    url = f"{HOME}export/subsidies.decisions/?decision=approved&amp;run={run_id}"
    assert url in page
    url = url.replace("&amp;", "&")
    rows = _rows(_client(clerk).post(url, {"kind": "csv"}))
    assert [(row["申领编号"], row["证件号码"], row["金额（元）"]) for row in rows] == [
        ("HA-0001", "3" + "*" * 15 + "01", "1500")
    ]
    officer = _client(administrator)
    refused = officer.post(url, {"kind": "csv", "reveal": "on"})
    assert refused.status_code == 400
    assert "须写明用途" in refused.content.decode()
    whole = _rows(officer.post(url, {"kind": "csv", "reveal": "on", "purpose": "复核"}))
    assert whole[0]["证件号码"] == "320800199001010001"
    assert AuditEntry.objects.filter(action="personal_data.reveal", reason="复核").count() == 1


def test_decisions_of_another_city_do_not_exist(clerk: User, stranger: User) -> None:
    url = f"{HOME}export/subsidies.decisions/?run={_run(clerk)}"
    assert _client(stranger).get(url).status_code == 404
    assert _client(stranger).post(url, {"kind": "csv"}).status_code == 404


@pytest.mark.parametrize("code", ["jobs", "subsidies.runs"])
def test_list_goes_out_as_workbook(clerk: User, code: str) -> None:
    _run(clerk)
    answer = _client(clerk).post(f"{HOME}export/{code}/", {"kind": "xlsx"})
    assert answer["Content-Disposition"].startswith("attachment;")
    book = openpyxl.load_workbook(io.BytesIO(_bytes(answer)))
    assert book["数据"].max_row == 2


def test_search_results_go_out_for_staff_only(clerk: User, client: Client) -> None:
    catalogues.load(catalogues.small_packs())
    assert "/office/exchange/export/" not in client.get("/catalogue/?q=工").content.decode()
    staff = _client(clerk)
    page = staff.get("/catalogue/?q=工").content.decode()
    assert "/office/exchange/export/catalogues.search/?q=" in page
    rows = _rows(staff.post(f"{HOME}export/catalogues.search/?q=工", {"kind": "csv"}))
    assert rows
    assert all("工" in "".join(row.values()) for row in rows)


def test_clerk_without_the_permission_sees_no_import(clerk: User, administrator: User) -> None:
    assert "账号与任职" not in _client(clerk).get(HOME).content.decode()
    assert _client(clerk).get(f"{HOME}import/accounts/").status_code == 403
    assert "账号与任职" in _client(administrator).get(HOME).content.decode()
    assert _client(administrator).get(f"{HOME}import/nothing/").status_code == 404


def test_accounts_come_in_from_the_template_to_the_reasons(
    administrator: User, stranger: User
) -> None:
    client = _client(administrator)
    book = openpyxl.load_workbook(
        io.BytesIO(_bytes(client.get(f"{HOME}import/accounts/template/")))
    )
    data = book["数据"]
    assert [cell.value for cell in data[1]][:4] == ["用户名", "姓名", "地区代码", "角色"]
    assert data.data_validations.dataValidation
    for row, name in ((2, "zhangsan"), (3, "wangwu")):
        place = "320812" if row == 2 else "440100"
        for column, text in enumerate((name, "张三", place, "经办人员", "2026-01-01"), start=1):
            data.cell(row, column, text)
    target = io.BytesIO()
    book.save(target)
    sent = client.post(
        f"{HOME}import/accounts/",
        {"file": SimpleUploadedFile("账号.xlsx", target.getvalue())},
    )
    assert sent.status_code == 302, sent.content.decode()
    url = sent.headers["Location"]
    assert "将导入 <strong>2</strong> 行" in client.get(url).content.decode()
    assert _client(stranger).get(url).status_code == 404
    assert client.post(url + "submit/").status_code == 302
    moving = client.get(url + "status/").content.decode()
    assert 'hx-trigger="every 1s"' in moving
    batch = ImportBatch.objects.get()
    assert batch.job is not None
    execute(batch.job.pk, stopping=lambda: False)
    done = client.get(url).content.decode()
    assert "取回写明原因的原表" in done
    assert "不属于您所在的地区" in done
    back = openpyxl.load_workbook(io.BytesIO(_bytes(client.get(url + "result/"))))["数据"]
    assert [back["H2"].value, back["H3"].value] == ["已导入", "未导入"]
    assert _client(stranger).get(url + "result/").status_code == 404
    again = client.post(
        f"{HOME}import/accounts/",
        {"file": SimpleUploadedFile("账号.xlsx", target.getvalue())},
        follow=True,
    )
    assert "以前上传过" in again.content.decode()


def test_wrong_sheet_is_told_beside_the_field(administrator: User) -> None:
    answer = _client(administrator).post(
        f"{HOME}import/accounts/", {"file": SimpleUploadedFile("a.csv", "甲,乙\n1,2\n".encode())}
    )
    assert answer.status_code == 400
    assert "缺少栏目：用户名" in answer.content.decode()


def test_public_is_sent_to_sign_in(client: Client, db: None) -> None:
    for url in (HOME, f"{HOME}export/jobs/", f"{HOME}import/accounts/"):
        assert client.get(url).status_code == 302
