"""The user's own file back, with more columns."""

import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from hengji.core.documents import appending
from hengji.core.documents.sheet import open_sheet
from hengji.core.documents.workbook import Value, append_columns
from tests.core.documents.made_files import raw_xlsx, row

_COLUMNS: dict[str, dict[int, Value]] = {
    "决定": {3: "通过", 4: "=1+1", 5: "驳回"},
    "金额（元）": {3: 1200, 5: Decimal("0.50")},
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A workbook with a title, a coloured header, a date and a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "花名册"
    sheet.append(["某校补贴申请"])
    sheet.merge_cells("A1:D1")
    sheet.append(["编号", "名称", "日期"])
    sheet.append(["001", "电工", datetime.date(2024, 3, 1)])
    sheet.append(["002", "", datetime.date(2024, 3, 2)])
    sheet["B4"].value = "=危险"
    sheet["B4"].data_type = "s"
    sheet.append(["003", "焊工", datetime.date(2024, 3, 3)])
    sheet["C2"].font = Font(bold=True)
    sheet["C2"].fill = PatternFill("solid", fgColor="FFEE00")
    sheet["A3"].font = Font(color="FF0000")
    sheet.column_dimensions["B"].width = 33
    book.create_sheet("汇总")["A1"] = "合计"
    path = tmp_path / "own.xlsx"
    book.save(path)
    return path


def test_workbook_gets_columns_after_its_last_one(own: Path, tmp_path: Path) -> None:
    target = tmp_path / "back.xlsx"
    assert append_columns(own, target, 2, _COLUMNS)
    sheet = open_sheet(target)
    assert sheet.header == ("编号", "名称", "日期", "决定", "金额（元）")
    assert list(sheet.rows()) == [
        (3, ("001", "电工", "2024-03-01", "通过", "1200")),
        (4, ("002", "=危险", "2024-03-02", "=1+1", "")),
        (5, ("003", "焊工", "2024-03-03", "驳回", "0.5")),
    ]
    assert sheet.cell_errors() == []


def test_workbook_keeps_formats_and_sheets(own: Path, tmp_path: Path) -> None:
    target = tmp_path / "back.xlsx"
    append_columns(own, target, 2, _COLUMNS)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["花名册", "汇总"]
    sheet = book["花名册"]
    assert sheet["D2"].font.bold
    assert sheet["E2"].fill.fgColor.rgb == "00FFEE00"
    assert sheet["A3"].font.color.rgb == "00FF0000"
    assert sheet.column_dimensions["B"].width == 33
    assert sheet["C3"].number_format == "yyyy-mm-dd"
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:D1"]
    assert sheet["D4"].data_type == "s"


def test_columns_that_are_there_are_replaced_with_nothing_stale(own: Path, tmp_path: Path) -> None:
    once, twice = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    append_columns(own, once, 2, _COLUMNS)
    append_columns(once, twice, 2, {"决定": {3: "待定"}, "理由": {3: "x"}})
    sheet = open_sheet(twice)
    assert sheet.header == ("编号", "名称", "日期", "决定", "金额（元）", "理由")
    assert [cells[3:] for _, cells in sheet.rows()] == [
        ("待定", "1200", "x"),
        ("", "", ""),
        ("", "0.5", ""),
    ]


def test_formulas_come_back_as_their_results(tmp_path: Path) -> None:
    cells = (
        '<c r="B2"><f>SUM(1,2)</f><v>3</v></c><c r="C2" t="str"><f>"="&amp;"1"</f><v>=1</v></c>'
        '<c r="D2"><f>A1</f></c><c r="E2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    )
    header = row(1, "编号", "甲", "乙", "丙", "丁")
    source = raw_xlsx(tmp_path / "a.xlsx", f'{header}<row r="2">{cells}</row>')
    target = tmp_path / "back.xlsx"
    assert append_columns(source, target, 1, {"决定": {2: "待定"}})
    sheet = openpyxl.load_workbook(target)["数据"]
    assert [cell.value for cell in sheet[2]] == [None, 3, "=1", "=A1", "#DIV/0!", "待定"]
    assert not [cell for cell in sheet[2] if cell.data_type == "f"]


def test_merged_cells_in_the_way_are_undone(tmp_path: Path) -> None:
    merged = '<mergeCells count="1"><mergeCell ref="B2:D2"/></mergeCells>'
    source = raw_xlsx(tmp_path / "a.xlsx", row(1, "编号", "甲") + row(2, "1", "2"), after=merged)
    target = tmp_path / "back.xlsx"
    assert append_columns(source, target, 1, {"决定": {2: "待定"}})
    assert list(open_sheet(target).rows()) == [(2, ("1", "2", "待定"))]


def test_workbook_too_large_for_its_formats_comes_back_plain(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appending, "MOST_STYLED_BYTES", 10)
    target = tmp_path / "back.xlsx"
    assert not append_columns(own, target, 2, _COLUMNS)
    sheet = open_sheet(target)
    assert (sheet.header_row, sheet.header[3:]) == (2, ("决定", "金额（元）"))
    assert [cells[2:] for _, cells in sheet.rows()] == [
        ("2024-03-01", "通过", "1200"),
        ("2024-03-02", "=1+1", ""),
        ("2024-03-03", "驳回", "0.5"),
    ]


def test_csv_keeps_encoding_delimiter_and_line_ends(tmp_path: Path) -> None:
    source, target = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_bytes("编号;名称\r\n1;=cmd\r\n\r\n2;-5\r\n3\r\n".encode("gb18030"))
    append_columns(source, target, 1, {"决定": {2: "通过", 4: "@x"}})
    assert target.read_bytes().decode("gb18030") == (
        "编号;名称;决定\r\n1;'=cmd;通过\r\n\r\n2;-5;'@x\r\n3;;\r\n"
    )


def test_csv_columns_stand_behind_surplus_cells(tmp_path: Path) -> None:
    source, target = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text("编号,名称,,\n1,a,,\n2,b,余,\n", encoding="utf-8-sig")
    append_columns(source, target, 1, {"决定": {2: "通过"}})
    assert target.read_text(encoding="utf-8-sig") == "编号,名称,,决定\n1,a,,通过\n2,b,余,\n"


def test_stored_file_without_an_ending_keeps_its_formats(own: Path, tmp_path: Path) -> None:
    stored = own.rename(tmp_path / "9f86d081884c7d65")
    assert append_columns(stored, tmp_path / "back.xlsx", 2, {"决定": {3: "通过"}})
