"""Lists out: the rows of the page, masked unless asked for and allowed, and always a trace."""

from pathlib import Path

import openpyxl
import pytest

from hengji.core.documents.sheet import open_sheet
from hengji.core.masking import masked
from hengji.platform.accounts.models import User
from hengji.platform.accounts.rules import MANAGE_ACCOUNTS, VIEW_ACCOUNTS
from hengji.platform.audit.actions import REVEAL
from hengji.platform.audit.models import AuditEntry
from hengji.platform.errors import HengjiError, PermissionDeniedError
from hengji.platform.exchange import exporting
from hengji.platform.exchange.errors import NoSuchListError
from hengji.platform.exchange.exporting import export_start
from hengji.platform.exchange.exports import (
    ExportColumn,
    ExportSpec,
    Filters,
    Rows,
    declare_export,
    export_named,
)
from hengji.platform.exchange.models import ExportRun
from hengji.platform.files.errors import NoSuchFileError
from hengji.platform.files.services import file_path, file_take
from hengji.platform.jobs.execution import execute
from hengji.platform.jobs.models import Job
from tests.platform.exchange.lists import AT

CODE = "test.people"
PEOPLE = (
    ("T-01", "甲", "11010119900101001X", "=HYPERLINK(1)"),
    ("T-02", "乙", "110101199001010028", "+cmd|calc"),
    ("T-03", "丙", "110101199001010036", "平常"),
)
pytestmark = pytest.mark.django_db


def _rows(actor: User, filters: Filters) -> Rows:
    found = [one for one in PEOPLE if filters.get("name", one[1]) == one[1]]
    return Rows(len(found), iter(found))


@pytest.fixture(autouse=True, scope="module")
def people() -> ExportSpec:
    return export_named(CODE) or declare_export(
        ExportSpec(
            code=CODE,
            label="名单",
            permission=VIEW_ACCOUNTS,
            reveal=MANAGE_ACCOUNTS,
            columns=(
                ExportColumn("编号", lambda one: one[0], is_code=True),
                ExportColumn("姓名", lambda one: one[1]),
                ExportColumn("证件号码", lambda one: one[2], mask=masked, is_code=True),
                ExportColumn("备注", lambda one: one[3]),
            ),
            rows=_rows,
            filters={"name": "姓名"},
        )
    )


def _export(
    actor: User, *, kind: str = "csv", reveal: bool = False, purpose: str = "", **query: str
) -> ExportRun:
    return export_start(
        actor=actor, code=CODE, query=query, kind=kind, reveal=reveal, purpose=purpose, at=AT
    )


def _cells(run: ExportRun, tmp_path: Path) -> list[tuple[str, ...]]:
    assert run.file is not None
    path = tmp_path / f"a.{run.kind}"
    path.write_bytes(file_path(run.file).read_bytes())
    return [cells for _, cells in open_sheet(path).rows()]


def test_list_goes_out_with_personal_data_masked(administrator: User, tmp_path: Path) -> None:
    cells = _cells(_export(administrator), tmp_path)
    assert [one[2] for one in cells] == ["1" + "*" * 15 + last for last in ("1X", "28", "36")]


def test_filters_of_the_page_are_applied_and_others_left_out(
    administrator: User, tmp_path: Path
) -> None:
    run = _export(administrator, name="乙", page="7")
    assert [one[0] for one in _cells(run, tmp_path)] == ["T-02"]
    assert (run.filters, run.rows) == ({"name": "乙"}, 1)


def test_formulas_do_not_run_in_either_form(administrator: User, tmp_path: Path) -> None:
    cells = _cells(_export(administrator), tmp_path)
    assert [one[3] for one in cells] == ["'=HYPERLINK(1)", "'+cmd|calc", "平常"]
    run = _export(administrator, kind="xlsx")
    assert run.file is not None
    sheet = openpyxl.load_workbook(file_path(run.file).open("rb"))["数据"]
    assert [(sheet.cell(row, 4).data_type, sheet.cell(row, 4).value) for row in (2, 3)] == [
        ("s", "=HYPERLINK(1)"),
        ("s", "+cmd|calc"),
    ]


def test_every_export_leaves_a_trace_with_filters_and_count(administrator: User) -> None:
    run = _export(administrator, name="乙")
    trace = AuditEntry.objects.get(action="exchange.export")
    assert trace.subject_id == str(run.pk)
    assert trace.after == {
        "list": CODE,
        "filters": {"name": "乙"},
        "rows": 1,
        "kind": "csv",
        "revealed": False,
    }
    assert not AuditEntry.objects.filter(action=REVEAL).exists()


def test_whole_personal_data_need_permission_and_purpose_and_are_logged(
    administrator: User, auditor: User, tmp_path: Path
) -> None:
    for purpose in ("", "-1"):
        with pytest.raises(HengjiError) as told:
            _export(administrator, reveal=True, purpose=purpose)
        assert told.value.field == "purpose"
    cells = _cells(_export(administrator, reveal=True, purpose="核对专家名单"), tmp_path)
    assert [one[2] for one in cells] == [one[2] for one in PEOPLE]
    trace = AuditEntry.objects.get(action=REVEAL)
    assert (trace.reason, trace.after) == ("核对专家名单", {"fields": ["证件号码"], "rows": 3})


def test_who_may_see_the_list_only_gets_it_masked(
    auditor: User, clerk: User, administrator: User
) -> None:
    with pytest.raises(PermissionDeniedError):
        _export(clerk)
    with pytest.raises(PermissionDeniedError):
        _export(auditor, reveal=True, purpose="想看")
    assert not ExportRun.objects.filter(revealed=True).exists()
    with pytest.raises(NoSuchListError):
        export_start(
            actor=administrator, code="no", query={}, kind="csv", reveal=False, purpose="", at=AT
        )


def test_long_list_is_written_by_a_job_for_its_actor_alone(
    administrator: User, province: User, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    run = _export(administrator)
    assert run.file is None
    job = Job.objects.get()
    assert run.job == job
    execute(job.pk, stopping=lambda: False)
    run.refresh_from_db()
    job.refresh_from_db()
    assert (job.message, job.percent) == ("已导出 3 行", 100)
    assert run.file is not None
    assert len(_cells(run, tmp_path)) == 3
    assert file_take(actor=administrator, file_id=run.file.pk, at=AT)
    with pytest.raises(NoSuchFileError):
        file_take(actor=province, file_id=run.file.pk, at=AT)
