"""Data sheets that come as workbooks."""

import datetime
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from hengji.core.documents.errors import DocumentError
from hengji.core.documents.sheet import open_sheet
from hengji.core.documents.workbook import write_rows
from tests.core.documents.made_files import raw_xlsx, row

_HEADER = row(1, "编号", "分钟")


def _xlsx(path: Path, *rows: str, **more: str) -> Path:
    return raw_xlsx(path / "a.xlsx", _HEADER + "".join(rows), **more)


def test_values_become_the_text_that_excel_shows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        formats = {
            form: book.add_format({"num_format": form}) for form in (14, 31, 22, "[h]:mm", "@")
        }
        cells = [
            ("整数", 4010602, None, "4010602"),
            ("小数", 0.1, None, "0.1"),
            ("很小", 1e-7, None, "0.0000001"),
            ("负数", -3, None, "-3"),
            ("前导零", "00120", formats["@"], "00120"),
            ("是", True, None, "TRUE"),
            ("日期", datetime.date(2024, 3, 1), formats[14], "2024-03-01"),
            ("中文日期", datetime.date(2024, 3, 1), formats[31], "2024-03-01"),
            (
                "时刻",
                datetime.datetime.fromisoformat("2024-03-01T09:30"),
                formats[22],
                "2024-03-01 09:30:00",
            ),
            ("时长", datetime.timedelta(hours=30), formats["[h]:mm"], "30:00:00"),
            ("全角", "４－０１", None, "４－０１"),
        ]
        for column, (heading, value, form, _) in enumerate(cells):
            sheet.write_string(0, column, heading)
            if isinstance(value, datetime.date):
                sheet.write_datetime(1, column, value, form)
            else:
                sheet.write(1, column, value, form)
    opened = open_sheet(path)
    assert list(opened.rows()) == [(2, tuple(text for *_, text in cells))]
    assert opened.cell_errors() == []


def test_rows_keep_their_numbers_over_gaps_and_margins(tmp_path: Path) -> None:
    rows = '<row r="3"><c r="C3"><v>5</v></c></row>' + row(7, "", "b", "7")
    path = raw_xlsx(tmp_path / "a.xlsx", row(2, "", "名称", "数") + rows + row(9, "", " "))
    sheet = open_sheet(path)
    assert (sheet.header_row, sheet.header) == (2, ("", "名称", "数"))
    assert list(sheet.rows()) == [(3, ("", "", "5")), (7, ("", "b", "7"))]


def test_cells_without_places_stand_one_after_the_other(tmp_path: Path) -> None:
    rows = '<row><c t="e"><v>#N/A</v></c><c><v>3</v></c></row>'
    sheet = open_sheet(_xlsx(tmp_path, rows))
    assert list(sheet.rows()) == [(2, ("", "3"))]
    assert [(error.row, error.column) for error in sheet.cell_errors()] == [(2, "编号")]


@pytest.mark.parametrize(
    ("cell", "text", "codes"),
    [
        ('<c r="B2"><f>1+1</f><v>2</v></c>', "2", []),
        ('<c r="B2"><f>1+1</f></c>', "", ["FORMULA_WITHOUT_VALUE"]),
        ('<c r="B2"><f>1+1</f><v/></c>', "", ["FORMULA_WITHOUT_VALUE"]),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', "", []),
        ('<c r="B2" t="str"><f>"甲"</f><v>甲</v></c>', "甲", []),
        ('<c r="B2"><f t="shared" si="0"/><v>7</v></c>', "7", []),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "", ["ERROR_VALUE"]),
        ('<c r="B2"><v>440106199001011234</v></c>', "440106199001011264", ["DIGITS_LOST"]),
        ('<c r="B2"><v>123456789012345</v></c>', "123456789012345", []),
    ],
)
def test_formulas_errors_and_long_numbers_are_named(
    tmp_path: Path, cell: str, text: str, codes: list[str]
) -> None:
    sheet = open_sheet(_xlsx(tmp_path, f'<row r="2"><c r="A2"><v>1</v></c>{cell}</row>'))
    [(number, cells)] = sheet.rows()
    assert (number, cells[1]) == (2, text)
    errors = sheet.cell_errors()
    assert [error.code for error in errors] == codes
    for error in errors:
        assert (error.row, error.column) == (2, "分钟")
        assert "B2" in error.message


def test_prefixed_xml_is_read_like_any_other(tmp_path: Path) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cell = '<x:c r="B2"><x:f>1</x:f></x:c>'
    path = _xlsx(tmp_path, f'<x:row xmlns:x="{main}" r="2">{cell}</x:row>')
    assert [error.code for error in open_sheet(path).cell_errors()] == ["FORMULA_WITHOUT_VALUE"]


def test_merged_cells_are_an_error_in_each_row_they_cover(tmp_path: Path) -> None:
    path = _xlsx(
        tmp_path,
        row(2, "1", "甲") + row(3, "2", ""),
        after='<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>',
    )
    errors = open_sheet(path).cell_errors()
    assert [(error.code, error.row, error.column) for error in errors] == [
        ("MERGED_CELLS", 2, "分钟"),
        ("MERGED_CELLS", 3, "分钟"),
    ]
    assert "B2:B3" in errors[0].message


def test_merged_title_above_the_header_is_no_error(tmp_path: Path) -> None:
    path = raw_xlsx(
        tmp_path / "a.xlsx",
        row(1, "补贴申请汇总表") + row(2, "编号", "分钟") + row(3, "1", "2"),
        after='<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>',
    )
    sheet = open_sheet(path)
    assert sheet.header == ("编号", "分钟")
    assert sheet.cell_errors() == []


def test_cells_beyond_the_header_are_named_by_their_letter(tmp_path: Path) -> None:
    [error] = open_sheet(_xlsx(tmp_path, row(2, "1", "2", "", "余"))).cell_errors()
    assert (error.code, error.row, error.column) == ("SURPLUS_CELL", 2, "D")


def test_a_million_empty_rows_cost_seconds_and_leave_nothing(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 1_000_003))
    path = _xlsx(tmp_path, row(2, "1", "2"), empty)
    started = time.process_time()
    sheet = open_sheet(path)
    assert list(sheet.rows()) == [(2, ("1", "2"))]
    assert sheet.cell_errors() == []
    assert time.process_time() - started < 8


def test_lone_cell_in_the_last_corner_is_refused_not_laid_out(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(DocumentError, match="第1048576行") as caught:
        open_sheet(_xlsx(tmp_path, row(2, "1", "2"), far))
    assert caught.value.code == "TOO_WIDE"


@pytest.mark.parametrize("place", ["XFE1", "A0", "?9", "A-1", "AAAAAAAA1", "A99999999999"])
def test_impossible_place_is_damage_or_too_wide(tmp_path: Path, place: str) -> None:
    with pytest.raises(DocumentError) as caught:
        open_sheet(_xlsx(tmp_path, f'<row r="2"><c r="{place}"><v>1</v></c></row>'))
    assert caught.value.code in {"DAMAGED", "TOO_WIDE"}


@pytest.mark.parametrize(
    "attributes",
    [
        'r="A2" r="XFD1048576"',
        'r="A2" s="1" r="XFD1048576"',
        'r="A2"\tr="XFD1048576"',
        "r='XFD1048576'",
        'r = "XFD1048576"',
        's="1" r="XFD1048576"',
        'r="V9999999"',
    ],
)
def test_far_cell_in_disguise_is_found_before_memory_is_taken(
    tmp_path: Path, attributes: str
) -> None:
    rows = row(2, "1", "2") + f'<row r="3"><c {attributes}><v>1</v></c></row>'
    with pytest.raises(DocumentError) as caught:
        open_sheet(_xlsx(tmp_path, rows))
    assert caught.value.code in {"DAMAGED", "TOO_WIDE"}


def test_encoding_that_does_not_exist_is_damage(tmp_path: Path) -> None:
    path = _xlsx(tmp_path, '<row r="2"><c r="A2"><f>1</f></c></row>')
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content.replace(b"UTF-8", b"CTF-8"))
    with pytest.raises(DocumentError) as caught:
        open_sheet(path)
    assert caught.value.code == "DAMAGED"


@pytest.mark.parametrize("extent", ["A1", "A1:XFD1048576", "C7:D9"])
def test_dimension_that_lies_changes_nothing(tmp_path: Path, extent: str) -> None:
    path = _xlsx(tmp_path, row(2, "1", "2"), before=f'<dimension ref="{extent}"/>')
    sheet = open_sheet(path)
    assert sheet.header == ("编号", "分钟")
    assert list(sheet.rows()) == [(2, ("1", "2"))]


def _book(path: Path, *sheets: tuple[str, list[list[str]], bool]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows, hidden in sheets:
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
            if hidden:
                sheet.hide()
    return path


_DATA = [["编号", "名称"], ["1", "电工"]]


def test_data_sheet_is_found_among_others(tmp_path: Path) -> None:
    path = _book(
        tmp_path / "a.xlsx",
        ("填写说明", [["列名", "要求"], ["编号", "必填"]], False),
        ("封面", [["某某培训学校"]], False),
        ("空", [], False),
        ("数据", _DATA, False),
        ("选项", [["是", "否"]], True),
    )
    assert open_sheet(path).header == ("编号", "名称")
    assert open_sheet(path, sheet="填写说明").header == ("列名", "要求")
    with pytest.raises(DocumentError, match="填写说明、封面、空、数据") as caught:
        open_sheet(path, sheet="Sheet9")
    assert caught.value.code == "NO_SUCH_SHEET"


def test_workbook_with_nothing_but_instructions_is_read_from_them(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", ("说明", _DATA, False))
    assert open_sheet(path).header == ("编号", "名称")


def test_empty_workbook_says_so(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="没有任何内容"):
        open_sheet(_book(tmp_path / "a.xlsx", ("数据", [], False)))


def test_twenty_thousand_rows_are_read_in_seconds(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_rows(path, [f"列{n}" for n in range(12)], ([n, "文字"] * 6 for n in range(20_000)))
    started = time.process_time()
    assert sum(1 for _ in open_sheet(path).rows()) == 20_000
    assert time.process_time() - started < 3  # about 0.9 s on a quiet machine
