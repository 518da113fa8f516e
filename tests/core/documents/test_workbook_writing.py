"""New workbooks: templates and plain tables."""

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hengji.core.documents.cells import MOST_CHARACTERS, guarded, guarded_sql
from hengji.core.documents.errors import DocumentError
from hengji.core.documents.sheet import open_sheet
from hengji.core.documents.workbook import TemplateColumn, write_rows, write_template

_COLUMNS = (
    TemplateColumn("code", "职业编码", "目录中的编码", required=True, example="4-01-02-03"),
    TemplateColumn("level", "等级", choices=("5", "4", "3", "2", "1")),
    TemplateColumn("minutes", "总课时（分钟）", kind="whole"),
    TemplateColumn("filed_on", "备案日期", kind="date"),
    TemplateColumn("found", "证书可查", kind="yesno"),
    TemplateColumn("trade", "工种", choices=tuple(f"第{n}个很长的工种名称" for n in range(60))),
)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "模板.xlsx"
    write_template(path, _COLUMNS)
    return path


def test_template_is_an_empty_data_sheet_with_its_header(template: Path) -> None:
    sheet = open_sheet(template)
    assert sheet.header == tuple(column.heading for column in _COLUMNS)
    assert list(sheet.rows()) == []
    assert sheet.cell_errors() == []


def test_template_rules_say_what_each_column_takes(template: Path) -> None:
    data = openpyxl.load_workbook(template)["数据"]
    assert data.freeze_panes == "A2"
    rules = {str(rule.sqref)[0]: rule for rule in data.data_validations.dataValidation}
    assert (rules["B"].type, rules["B"].formula1) == ("list", '"5,4,3,2,1"')
    assert (rules["C"].type, rules["C"].operator) == ("whole", "greaterThanOrEqual")
    assert rules["D"].type == "date"
    assert (rules["E"].type, rules["E"].formula1) == ("list", '"是,否"')
    assert "必填" in str(rules["A"].prompt)
    assert "目录中的编码" in str(rules["A"].prompt)
    assert data.column_dimensions["A"].number_format == "@"


def test_template_list_longer_than_a_rule_stands_in_a_hidden_sheet(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    rules = book["数据"].data_validations.dataValidation
    [formula] = [rule.formula1 for rule in rules if str(rule.sqref).startswith("F")]
    assert formula == "选项!$A$1:$A$60"
    assert book["选项"].sheet_state == "hidden"
    assert book["选项"]["A60"].value == "第59个很长的工种名称"


def test_template_explains_every_column(template: Path) -> None:
    lines = [cells for _, cells in open_sheet(template, sheet="填写说明").rows()]
    assert [(line[0], line[1], line[2]) for line in lines] == [
        (column.heading, column.key, "是" if column.required else "否") for column in _COLUMNS
    ]
    assert lines[0][5] == "4-01-02-03"


def test_codes_and_numbers_keep_their_kind(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_rows(
        path, ["编号", "金额", "是"], [["00120", 12.5, True], [7, None, ""]], text_columns=["编号"]
    )
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert [[cell.value for cell in cells] for cells in sheet.iter_rows(min_row=2)] == [
        ["00120", 12.5, True],
        ["7", None, None],
    ]
    assert sheet["A3"].number_format == "@"


def test_cell_longer_than_excel_holds_is_refused_not_cut(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="超过 Excel"):
        write_rows(tmp_path / "a.xlsx", ["a", "b"], [["字" * (MOST_CHARACTERS + 1), ""]])


def test_more_rows_than_a_worksheet_has_are_refused(tmp_path: Path) -> None:
    rows: Iterator[list[str]] = ([] for _ in range(1_048_576))
    with pytest.raises(DocumentError, match="csv"):
        write_rows(tmp_path / "a.xlsx", ["a"], rows)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd", "'+cmd"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("-5", "-5"),
        ("+0.5", "+0.5"),
        ("4-01-02-03", "4-01-02-03"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_text_that_a_spreadsheet_would_run_is_guarded(text: str, written: str) -> None:
    assert guarded(text) == written


_NEAR_FORMULAS = st.text(
    st.sampled_from("=+-@＝＋－＠\t\r\n\v\x1c\x85\xa0\u2003\u2028\u3000 '\".0９a"), max_size=5
)


@given(st.lists(_NEAR_FORMULAS))
def test_duckdb_guards_what_python_guards(texts: list[str]) -> None:
    blanks = [chr(code) + "=1" for code in range(1, 0x10000) if chr(code).isspace()]
    given = [*blanks, "-5", "+0.5", "-12", "+1", "-2+3", "+１", "-5\n", "-.5", "=1", *texts]
    asked = f"SELECT {guarded_sql('t')} FROM (SELECT unnest(?::TEXT[]) AS t)"  # noqa: S608 - ours
    told = duckdb.execute(asked, [given]).fetchall()
    assert [one for (one,) in told] == [guarded(text) for text in given]
    assert all(guarded(text) == "'" + text for text in blanks)


# A workbook holds no control characters; a cell of blanks alone makes its row an empty one.
_CELLS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\n\t\",;'=+-@0１中")
).filter(lambda text: not text.isspace())
_TABLES = st.lists(st.tuples(_CELLS, _CELLS, _CELLS).filter(any), max_size=6)
_FAST = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_HEADER = ("编号", "名称", "备注")


@given(_TABLES)
@_FAST
def test_workbook_reads_back_as_written(tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    path = tmp_path / "a.xlsx"
    write_rows(path, _HEADER, rows, text_columns=["编号"])
    sheet = open_sheet(path)
    assert sheet.header == _HEADER
    assert list(sheet.rows()) == list(enumerate(rows, start=2))
    assert sheet.cell_errors() == []
    with sheet.utf8_csv() as plain, plain.open(encoding="utf-8", newline="") as stream:
        assert [tuple(cells) for cells in csv.reader(stream)] == [_HEADER, *rows]


@given(_TABLES)
@_FAST
def test_csv_reads_back_guarded_and_else_as_written(
    tmp_path: Path, rows: list[tuple[str, str, str]]
) -> None:
    path = tmp_path / "a.csv"
    write_rows(path, _HEADER, rows)
    expected = [tuple(guarded(cell) for cell in cells) for cells in rows]
    assert list(open_sheet(path).rows()) == list(enumerate(expected, start=2))
