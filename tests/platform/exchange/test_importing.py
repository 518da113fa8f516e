"""Sheets in: what is looked at, what goes in, what is told, and nothing twice."""

from pathlib import Path

import openpyxl
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hengji.core.documents.sheet import open_sheet
from hengji.core.documents.workbook import write_rows, write_template
from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.errors import HengjiError, NotFoundError, PermissionDeniedError
from hengji.platform.exchange.errors import NoSuchListError, UnusableSheetError
from hengji.platform.exchange.importing import import_discard, import_submit, import_upload
from hengji.platform.exchange.models import ImportBatch, ImportRow
from hengji.platform.exchange.states import State
from hengji.platform.files.services import file_path
from hengji.platform.jobs.services import job_cancel
from tests.platform.exchange.lists import (
    AT,
    CODE,
    HEADER,
    confirm,
    line,
    put_in,
    sheet,
    states,
    things,
    upload,
)

pytestmark = pytest.mark.django_db

MIXED = (
    line(1),
    line(2, 人数="很多"),
    line(3, 成立日期="2024-02-30"),
    line(4, 编号=""),
    line(5, 名称="查无此名"),
    line(1, 名称="又一个"),
    line(7, 名称="服务拒绝"),
    line(8, 编号="Ｔ－０００８", 人数="１２", 成立日期="２０２４年３月１日"),
)


def test_good_rows_go_in_and_bad_ones_come_back_with_reasons(
    administrator: User, tmp_path: Path
) -> None:
    batch = upload(administrator, sheet(MIXED))
    assert states(batch) == {
        2: "ready",
        3: "faulty",
        4: "faulty",
        5: "faulty",
        6: "faulty",
        7: "faulty",
        8: "ready",
        9: "ready",
    }
    assert put_in() == []
    batch = confirm(administrator, batch)
    assert batch.state == State.DONE
    assert put_in() == ["T-00001", "T-0008"]
    assert batch.result is not None
    (tmp_path / "back.csv").write_bytes(file_path(batch.result).read_bytes())
    back = open_sheet(tmp_path / "back.csv")
    assert back.header == (*HEADER, "结果", "原因")
    told = {number: cells[-2:] for number, cells in back.rows()}
    assert told[2] == ("已导入", "")
    assert told[3][0] == "有误"
    assert told[3][1].startswith("人数：“很多”不是数")
    assert told[4][1] == "成立日期：没有“2024-02-30”这一天；请核对年月日"
    assert told[5][1] == "编号：必填，不能为空"
    assert told[6][1] == "名称：名册里没有这个名称。"
    assert told[7][1] == "编号：与第2行的编号相同；一份表里只能出现一次"
    assert told[8] == ("未导入", "名称：这一项已经停用。")


def test_full_width_digits_and_chinese_dates_are_read(administrator: User) -> None:
    confirm(administrator, upload(administrator, sheet([MIXED[-1]])))
    entry = AuditEntry.objects.get(action="test.import")
    assert entry.after == {
        "code": "T-0008",
        "name": "第8项",
        "people": "12",
        "since": "2024-03-01",
    }


def test_gb18030_sheet_goes_back_in_its_own_encoding(administrator: User) -> None:
    batch = confirm(
        administrator, upload(administrator, sheet([line(1, 人数="x"), line(2)], "gb18030"))
    )
    assert batch.result is not None
    assert "有误" in file_path(batch.result).read_bytes().decode("gb18030")


def test_workbook_with_merged_cells_names_the_row_and_keeps_its_formats(
    administrator: User, tmp_path: Path
) -> None:
    source = tmp_path / "名册.xlsx"
    write_template(source, [column.in_template for column in things().columns])
    book = openpyxl.load_workbook(source)
    data = book["数据"]
    for number in (2, 3, 4):
        for place, cell in enumerate(line(number), start=1):
            data.cell(number, place, cell)
    data.merge_cells("B3:B4")
    book.save(source)
    batch = confirm(administrator, upload(administrator, source.read_bytes(), "名册.xlsx"))
    assert states(batch) == {2: "applied", 3: "faulty", 4: "faulty"}
    assert batch.result is not None
    back = openpyxl.load_workbook(file_path(batch.result).open("rb"))
    assert set(back.sheetnames) >= {"数据", "填写说明"}
    assert "合并" in str(back["数据"]["G3"].value)


def test_same_sheet_again_does_nothing_and_says_so(administrator: User) -> None:
    content = sheet([line(1), line(2)])
    first = confirm(administrator, upload(administrator, content))
    again = import_upload(
        actor=administrator, code=CODE, name="另一个名字.csv", chunks=[content], at=AT
    )
    assert (again.batch_id, again.is_new) == (first.pk, False)
    assert len(put_in()) == 2


def test_rows_that_went_in_before_are_known_again_and_changed_ones_told(
    administrator: User,
) -> None:
    confirm(administrator, upload(administrator, sheet([line(1), line(2)])))
    more = upload(administrator, sheet([line(1), line(2, 人数="4"), line(3)]))
    assert states(more) == {2: "same", 3: "ready", 4: "ready"}
    assert list(more.lines.filter(is_changed=True).values_list("row", flat=True)) == [3]
    confirm(administrator, more)
    assert put_in() == ["T-00001", "T-00002", "T-00002", "T-00003"]


def test_corrected_sheet_with_its_returned_columns_goes_in(administrator: User) -> None:
    batch = confirm(administrator, upload(administrator, sheet([line(1), line(2, 人数="x")])))
    assert batch.result is not None
    corrected = file_path(batch.result).read_bytes().replace(b",x,", b",5,")
    second = confirm(administrator, upload(administrator, corrected))
    assert states(second) == {2: "same", 3: "applied"}
    assert put_in() == ["T-00001", "T-00002"]
    assert second.result is None


def test_identity_codes_are_covered_and_not_kept_outside_the_file(administrator: User) -> None:
    batch = upload(administrator, sheet([line(1, 证件号码="110101199001010E+17")]))
    shown = str(batch.preview) + str(list(batch.lines.values()))
    assert "1101011990" not in shown
    assert "1*" in shown


def test_broken_off_job_goes_on_where_it_was(administrator: User) -> None:
    batch = upload(administrator, sheet(line(number) for number in range(120)))
    import_submit(actor=administrator, batch_id=batch.pk, at=AT)
    batch.refresh_from_db()
    assert batch.job is not None
    assert "已导入的行会保留" in batch.job.when_cancelled
    job_cancel(actor=administrator, job_id=batch.job.pk, at=AT)
    batch.lines.filter(row__lte=61).update(state="applied")  # as if sixty had gone in
    batch = confirm(administrator, batch)
    assert batch.state == State.DONE
    assert put_in() == [f"T-{number:05}" for number in range(60, 120)]


def test_confirming_twice_makes_one_job(administrator: User) -> None:
    batch = upload(administrator, sheet([line(1)]))
    import_submit(actor=administrator, batch_id=batch.pk, at=AT)
    with pytest.raises(HengjiError, match="正在导入"):
        import_submit(actor=administrator, batch_id=batch.pk, at=AT)


def test_discarded_sheet_may_come_again(administrator: User) -> None:
    batch = upload(administrator, sheet([line(1)]))
    import_discard(actor=administrator, batch_id=batch.pk, at=AT)
    assert upload(administrator, sheet([line(1)])).pk != batch.pk
    assert put_in() == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("编号,人数\n1,2\n".encode(), "缺少栏目：名称"),
        ("编号,名称,编号\n1,a,2\n".encode(), "同一栏有两列"),
        (b"\x00\x01\x02\x03" * 30, "不是文本"),
    ],
)
def test_sheet_that_cannot_be_used_is_refused_and_not_kept(
    administrator: User, content: bytes, told: str
) -> None:
    with pytest.raises(HengjiError, match=told):
        upload(administrator, content)
    assert not ImportBatch.objects.exists()


def test_too_many_rows_are_refused(administrator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hengji.platform.exchange.reading.MOST_ROWS", 3)
    with pytest.raises(UnusableSheetError, match="超过 3 行"):
        upload(administrator, sheet(line(number) for number in range(4)))


def test_only_who_may_fill_the_list_can(clerk: User, administrator: User, stranger: User) -> None:
    with pytest.raises(PermissionDeniedError):
        upload(clerk, sheet([line(1)]))
    batch = upload(administrator, sheet([line(1)]))
    with pytest.raises(NotFoundError):
        import_submit(actor=stranger, batch_id=batch.pk, at=AT)
    with pytest.raises(NoSuchListError):
        import_upload(actor=administrator, code="no.such", name="a.csv", chunks=[], at=AT)


def test_line_of_the_ledger_when_changed_again_is_refused_by_the_database(
    administrator: User,
) -> None:
    batch = confirm(administrator, upload(administrator, sheet([line(1)])))
    with pytest.raises(IntegrityError), transaction.atomic():
        batch.lines.update(state="ready")


def test_ten_times_the_rows_cost_no_more_questions_a_row(administrator: User) -> None:
    counts = []
    for rows, first in ((40, 0), (400, 1000)):
        content = sheet(line(first + number) for number in range(rows))
        with CaptureQueriesContext(connection) as asked:
            confirm(administrator, upload(administrator, content))
        counts.append(len(asked) / rows)
    assert counts[1] <= counts[0]
    assert counts[1] < 5  # savepoint, the service's own, release
    assert ImportRow.objects.filter(state="applied").count() == 440


def test_empty_sheet_with_header_alone_is_told(administrator: User, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_rows(path, HEADER, [])
    batch = upload(administrator, path.read_bytes(), "a.xlsx")
    assert batch.rows == 0
