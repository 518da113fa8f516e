"""Data sheets that come as .csv."""

import csv
import tracemalloc
from pathlib import Path

import pytest

from hengji.core.documents.errors import DocumentError
from hengji.core.documents.sheet import open_sheet

_TEXT = "职业编码,名称\r\n4-01-02-03,电工（高级）\r\n00120,营销员\r\n"
_ROWS = [(2, ("4-01-02-03", "电工（高级）")), (3, ("00120", "营销员"))]


@pytest.mark.parametrize(
    "content",
    [
        _TEXT.encode(),
        _TEXT.encode("utf-8-sig"),
        _TEXT.encode("gb18030"),
        _TEXT.encode("utf-16"),
        b"\xfe\xff" + _TEXT.encode("utf-16-be"),
        _TEXT.encode("utf-16-le"),
        _TEXT.encode("utf-16-be"),
        _TEXT.replace(",", ";").encode("gb18030"),
        _TEXT.replace(",", "\t").encode("utf-16"),
        _TEXT.replace("\r\n", "\n").encode(),
    ],
    ids=["utf8", "utf8-mark", "gb", "utf16", "be", "le-bare", "be-bare", "semicolon", "tab", "lf"],
)
def test_csv_reads_the_same_in_every_encoding_and_delimiter(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    sheet = open_sheet(path)
    assert sheet.kind == "csv"
    assert sheet.header == ("职业编码", "名称")
    assert list(sheet.rows()) == _ROWS
    assert sheet.cell_errors() == []
    with sheet.utf8_csv() as plain:
        with plain.open(encoding="utf-8", newline="") as stream:
            assert [tuple(cells) for cells in csv.reader(stream)][1:] == [r for _, r in _ROWS]
        assert (plain == path) == (content in (_TEXT.encode(), _TEXT.replace("\r", "").encode()))
    assert path.exists()
    assert plain == path or not plain.exists()


def test_rare_characters_in_names_are_still_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("编号,姓名\n1,喆镕堃\n2,𠮷\n".encode("gb18030"))
    assert [cells[1] for _, cells in open_sheet(path).rows()] == ["喆镕堃", "𠮷"]


def test_row_numbers_are_those_of_excel(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('补贴申请表,\n\n编号,备注\n1,"两\n行"\n\n , \n2,b\n', encoding="utf-8")
    sheet = open_sheet(path)
    # The title stands alone in row 1, a quoted line break makes no new row.
    assert (sheet.header_row, sheet.header) == (3, ("编号", "备注"))
    assert list(sheet.rows()) == [(4, ("1", "两\n行")), (7, ("2", "b"))]


def test_rows_are_padded_and_cut_and_the_surplus_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1\n1,2,,\n1,2,,多\n", encoding="utf-8")
    sheet = open_sheet(path)
    assert [cells for _, cells in sheet.rows()] == [("1", ""), ("1", "2"), ("1", "2")]
    [error] = sheet.cell_errors()
    assert (error.code, error.row, error.column) == ("SURPLUS_CELL", 4, "D")
    assert "多" in error.message


def test_number_in_scientific_form_has_lost_its_digits(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编号,名称\n4.40106E+17,E+12 型\n", encoding="utf-8")
    [error] = open_sheet(path).cell_errors()
    assert (error.code, error.row, error.column) == ("DIGITS_LOST", 2, "编号")


def test_quote_without_partner_stops_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,2\n3,"四\n5,6\n', encoding="utf-8")
    rows = open_sheet(path).rows()
    assert next(rows) == (2, ("1", "2"))
    with pytest.raises(DocumentError, match=r"第3行：.*引号") as caught:
        next(rows)
    assert caught.value.code == "BAD_QUOTES"


def test_file_in_two_encodings_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        "编号,名称\n".encode() * 9 + "电工\xff".encode("latin-1", "ignore") + b"\xff\n"
    )
    with pytest.raises(DocumentError, match="编码") as caught:
        open_sheet(path)
    assert caught.value.code == "WRONG_ENCODING"


def test_more_errors_than_can_be_listed_concern_the_whole_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" + "1,2,3\n" * 10_001, encoding="utf-8")
    errors = open_sheet(path).cell_errors()
    assert len(errors) == 10_001
    assert (errors[-1].code, errors[-1].row) == ("TOO_MANY_ERRORS", None)


def test_rows_of_a_long_file_are_not_held(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编号,名称\n" + "123456,电工\n" * 50_000, encoding="utf-8")
    sheet = open_sheet(path)
    tracemalloc.start()
    try:
        assert sum(1 for _ in sheet.rows()) == 50_000
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()
