"""hengji adjudicate as a user types it: files in, decisions, errors and totals out."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from hengji.faces.cli.main import main
from tests.factories.claims import claim, csv_bytes, headings, write_xlsx

DECISION_COLUMNS = ["claim_id", "decision", "amount_yuan", "failed", "unknown"]
Run = tuple[int, str, str]


class Desk:
    """A folder to work in and the command to work with."""

    def __init__(
        self, folder: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
    ) -> None:
        self.folder, self.capsys, self.patch = folder, capsys, patch

    def run(self, *arguments: str | Path) -> Run:
        """Exit status, standard output, standard error."""
        self.patch.setattr(sys, "argv", ["hengji", *map(str, arguments)])
        status = 0
        try:
            main()
        except SystemExit as stopped:
            status = int(stopped.code or 0)
        said = self.capsys.readouterr()
        return status, said.out, said.err

    def put(self, content: bytes, name: str = "claims.csv") -> Path:
        """A file to adjudicate."""
        path = self.folder / name
        path.write_bytes(content)
        return path

    def decide(self, source: Path, target: str = "out.csv", *more: str | Path) -> Run:
        """Adjudicate into ``target``."""
        return self.run("adjudicate", source, "-o", self.folder / target, *more)

    def rows(self, name: str = "out.csv") -> list[list[str]]:
        """A .csv that was written, header included."""
        with (self.folder / name).open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.reader(stream))

    def decided(self) -> dict[str, str]:
        """Claim → decision."""
        return {row[0]: row[1] for row in self.rows()[1:]}


@pytest.fixture
def desk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    return Desk(tmp_path, capsys, monkeypatch)


def _table(*rows: Iterable[str], delimiter: str = ",") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode()


def _keys(*claims: Mapping[str, str]) -> bytes:
    """Claims under the English keys."""
    return _table(list(claims[0]), *(one.values() for one in claims))


# What comes out ------------------------------------------------------------------------------


def test_decisions_have_exactly_the_five_columns_in_the_order_of_the_sheet(desk: Desk) -> None:
    source = desk.put(
        csv_bytes(
            [
                claim(2),
                claim(1, total_minutes="2519", online_minutes="1100", practical_minutes="100"),
                claim(3, provider_stars="", code=""),
            ]
        )
    )
    status, out, err = desk.decide(source)
    assert (status, err) == (0, "")
    assert desk.rows() == [
        DECISION_COLUMNS,
        ["HA-0002", "approved", "1500", "", ""],
        [
            "HA-0001",
            "rejected",
            "0",
            "HOURS_BELOW_MINIMUM;ONLINE_OVER_LIMIT;PRACTICE_UNDER_MINIMUM",
            "",
        ],
        ["HA-0003", "pending", "0", "", "code;provider_stars"],
    ]
    assert "通过\t1 件\t1500 元" in out
    assert "不通过\t1 件\t0 元" in out
    assert "待定\t1 件\t0 元" in out
    assert not (desk.folder / "out.errors.csv").exists()


def test_english_keys_and_chinese_headings_in_any_order_are_the_same(desk: Desk) -> None:
    claims = [claim(1), claim(2, level="五级"), claim(3, provider_stars="")]
    desk.decide(desk.put(csv_bytes(claims)))
    chinese = desk.rows()
    turned = [dict(reversed(one.items())) for one in claims]
    desk.decide(desk.put(_keys(*turned)))
    assert desk.rows() == chinese
    assert [row[2] for row in chinese[1:]] == ["1500", "1000", "0"]


def test_xlsx_and_csv_give_the_same_decisions_both_ways(desk: Desk) -> None:
    claims = [
        claim(1),
        claim(2, code="６－１８－０１－０１", total_minutes="２５２０"),
        claim(3, filed_on="2024年3月1日", level="4"),
        claim(4, total_minutes="100"),
    ]
    desk.decide(desk.put(csv_bytes(claims)), "a.csv")
    status, _out, err = desk.decide(write_xlsx(desk.folder / "claims.xlsx", claims), "b.csv")
    assert (status, err) == (0, "")
    assert desk.rows("a.csv") == desk.rows("b.csv")
    desk.decide(desk.put(csv_bytes(claims)), "c.xlsx")
    sheet = load_workbook(desk.folder / "c.xlsx").active
    assert sheet is not None
    assert [sheet.cell(row, 3).value for row in (2, 3, 4, 5)] == [1500, 1500, 1500, 0]
    written = [["" if cell is None else str(cell) for cell in row] for row in sheet.values]
    assert written == desk.rows("a.csv")
    assert [row[1] for row in written[1:]] == ["approved", "approved", "approved", "rejected"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_excel_are_read(desk: Desk, encoding: str) -> None:
    status, _out, err = desk.decide(desk.put(csv_bytes([claim(1)], encoding)))
    assert (status, err, desk.decided()) == (0, "", {"HA-0001": "approved"})


def test_semicolons_instead_of_commas_are_read(desk: Desk) -> None:
    one = claim(1, name="车工")
    desk.decide(desk.put(_table(list(one), one.values(), delimiter=";")))
    assert desk.decided() == {"HA-0001": "approved"}


def test_quotes_line_breaks_and_commas_in_a_cell_are_text(desk: Desk) -> None:
    odd = claim(1, person='第一行\n"二", 三')
    desk.decide(desk.put(_keys(odd, claim(2, total_minutes="x"), claim(3))))
    assert desk.decided() == {"HA-0001": "approved", "HA-0003": "approved"}
    assert desk.rows("out.errors.csv")[1][0] == "3"  # a break within a cell makes no new row


def test_one_row_and_no_row(desk: Desk) -> None:
    desk.decide(desk.put(csv_bytes([claim(1)])))
    assert desk.decided() == {"HA-0001": "approved"}
    status, out, err = desk.decide(desk.put(csv_bytes([])))
    assert (status, err) == (0, "")
    assert desk.rows() == [DECISION_COLUMNS]
    assert "通过\t0 件\t0 元" in out


# Rows that cannot be read --------------------------------------------------------------------

_BAD = {
    "total_minutes": ("两千", "不是数"),
    "online_minutes": ("-5", "应在0至1000000之间"),
    "level": ("6", "应在1至5之间"),
    "filed_on": ("2024-02-30", "没有“2024-02-30”这一天"),
    "applied_on": ("去年", "不是日期"),
    "benefit": ("慰问金", "不在可选项中"),
    "programme": ("夜校", "不在可选项中"),
    "certificate_found": ("也许", "看不出是或否"),
    "person_id": ("3.20801E+17", "科学计数法"),
    "claim_id": ("", "没有编号"),
}


def test_each_kind_of_bad_cell_is_named_and_the_other_rows_are_decided(desk: Desk) -> None:
    claims = [claim(1)]
    for number, (column, (text, _said)) in enumerate(_BAD.items(), start=2):
        claims.append({**claim(number), column: text})
    claims.append(claim(99))
    for source in (desk.put(_keys(*claims)), write_xlsx(desk.folder / "claims.xlsx", claims)):
        status, _out, err = desk.decide(source)
        assert status == 0
        assert desk.decided() == {"HA-0001": "approved", "HA-0099": "approved"}
        header, *errors = desk.rows("out.errors.csv")
        assert header == ["row", "column", "value", "message"]
        labels = dict(zip(claim(1), headings(), strict=True))
        for row, (number, (column, (text, said))) in zip(
            errors, enumerate(_BAD.items(), start=3), strict=True
        ):
            assert row[0] == str(number)
            assert row[1] in (column, labels[column])
            assert row[2].lstrip("'") == text
            assert said in row[3]
            assert f"第{number}行“{row[1]}”：" in err
        assert f"{len(_BAD)} 行未核定" in err


def test_several_bad_cells_of_one_row_are_all_named(desk: Desk) -> None:
    desk.decide(desk.put(_keys(claim(1, level="九", filed_on="昨天"), claim(2))))
    assert [row[:3] for row in desk.rows("out.errors.csv")[1:]] == [
        ["2", "filed_on", "昨天"],
        ["2", "level", "九"],
    ]


def test_claim_that_comes_twice_is_decided_once(desk: Desk) -> None:
    desk.decide(desk.put(_keys(claim(1), claim(2), claim(1), {**claim(3), "claim_id": " HA-0002"})))
    assert desk.decided() == {"HA-0001": "approved", "HA-0002": "approved"}
    errors = desk.rows("out.errors.csv")[1:]
    assert [row[0] for row in errors] == ["4", "5"]
    assert "与第2行的编号相同" in errors[0][3]
    assert "与第3行的编号相同" in errors[1][3]


def test_short_and_long_rows_blank_lines_and_blank_rows(desk: Desk) -> None:
    one = claim(1)
    lines = [
        list(one),
        list(one.values()),
        list(claim(2).values())[:10],  # cut off: what is missing is unknown
        [],
        [""] * len(one),
        [" ", "　"],
        [*claim(3).values(), "多余"],
        list(claim(4).values()),
        list(claim(5, total_minutes="x").values()),
    ]
    desk.decide(desk.put(_table(*lines)))
    decided = desk.decided()
    assert decided["HA-0001"] == decided["HA-0004"] == "approved"
    assert decided["HA-0002"] == "pending"
    assert "HA-0003" not in decided or decided["HA-0003"] == "approved"
    assert "9" in [row[0] for row in desk.rows("out.errors.csv")[1:]]


def test_blank_rows_between_are_passed_over_and_counted(desk: Desk) -> None:
    one = claim(1)
    for blank in ([""] * len(one), [" "] * len(one), ["　"] + [""] * (len(one) - 1)):
        rows = [list(one), one.values(), blank, claim(2, level="九").values()]
        desk.decide(desk.put(_table(*rows)))
        assert desk.decided() == {"HA-0001": "approved"}
        assert [row[0] for row in desk.rows("out.errors.csv")[1:]] == ["4"]


def test_formula_and_merged_cells_name_their_rows(desk: Desk) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(headings())
    for number in range(1, 6):
        sheet.append(list(claim(number).values()))
    place = list(claim(1)).index("total_minutes") + 1
    sheet.cell(3, place).value = "=1260*2"
    letter = get_column_letter(place)
    sheet.merge_cells(f"{letter}4:{letter}5")
    path = desk.folder / "claims.xlsx"
    book.save(path)
    status, _out, _err = desk.decide(path)
    assert status == 0
    assert desk.decided() == {"HA-0001": "approved", "HA-0005": "approved"}
    errors = desk.rows("out.errors.csv")[1:]
    assert {row[0] for row in errors} == {"3", "4", "5"}
    assert {row[1] for row in errors} == {"总培训分钟数"}


def test_mended_sheet_leaves_no_errors_behind(desk: Desk) -> None:
    desk.decide(desk.put(_keys(claim(1, level="九"))))
    assert (desk.folder / "out.errors.csv").exists()
    desk.decide(desk.put(_keys(claim(1))))
    assert not (desk.folder / "out.errors.csv").exists()


def test_cell_that_a_spreadsheet_would_run_stays_text_in_the_errors(desk: Desk) -> None:
    desk.decide(desk.put(_keys(claim(1, total_minutes="=cmd|' /C calc'!A0"))))
    assert desk.rows("out.errors.csv")[1][2].startswith("'=")


# Files that cannot be used -------------------------------------------------------------------


def test_column_left_out_is_unknown_for_every_claim(desk: Desk) -> None:
    one = {key: value for key, value in claim(1).items() if key != "provider_stars"}
    status, _out, err = desk.decide(desk.put(_keys(one)))
    assert status == 0
    assert desk.rows()[1] == ["HA-0001", "pending", "0", "", "provider_stars"]
    assert "缺少栏目，按未知处理：provider_stars" in err


def test_misspelt_heading_stops_before_anything_is_decided(desk: Desk) -> None:
    one = claim(1)
    heads = ["provider_star" if key == "provider_stars" else key for key in one]
    status, _out, err = desk.decide(desk.put(_table(heads, one.values())))
    assert status == 2
    assert "培训机构星级（provider_stars）" in err
    assert "不认识的列：provider_star" in err
    assert not (desk.folder / "out.csv").exists()


@pytest.mark.parametrize("column", ["claim_id", "provider_removed_on"])
def test_column_whose_absence_would_say_something_must_be_there(desk: Desk, column: str) -> None:
    one = {key: value for key, value in claim(1).items() if key != column}
    status, _out, err = desk.decide(desk.put(_keys(one)))
    assert status == 2
    assert column in err


def test_column_that_stands_twice_is_refused(desk: Desk) -> None:
    one = claim(1)
    status, _out, err = desk.decide(desk.put(_table([*one, "等级"], [*one.values(), "3"])))
    assert status == 2
    assert "同一栏" in err


def test_claims_number_that_a_spreadsheet_would_run_is_guarded(desk: Desk) -> None:
    numbers = ["=cmd|' /C calc'!A0", "@SUM(1)", "+1+1", "-2+3", "-12", "+1", "A-1", "007"]
    claims = [claim(place) | {"claim_id": number} for place, number in enumerate(numbers)]
    desk.decide(desk.put(_keys(*claims)))
    assert [row[0] for row in desk.rows()[1:]] == [
        "'=cmd|' /C calc'!A0", "'@SUM(1)", "'+1+1", "'-2+3", "-12", "+1", "A-1", "007",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("a.csv", b"\n\n"),
        ("a.csv", b"\x00\x01\x02\xff" * 50),
        ("a.xlsx", b"PK\x03\x04 not a workbook"),
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.xlsx", b"<html><table></table></html>"),
        ("a.csv", "随便写的一句话".encode()),
        ("a.csv", b'claim_id,person_id\n"1,2\n'),
    ],
)
def test_wrong_file_is_refused_in_a_line(desk: Desk, name: str, content: bytes) -> None:
    status, _out, err = desk.decide(desk.put(content, name))
    assert status == 2
    assert err.startswith("错误：")
    assert "Traceback" not in err
    assert not (desk.folder / "out.csv").exists()


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("same.csv", ("-o", "same.csv")),
        ("same.csv", ("-o", "../{folder}/same.csv")),
        ("same.xlsx", ("-o", "same.xlsx")),
        ("same.csv", ("-o", "out.csv", "--report", "same.csv")),
        ("out.errors.csv", ("-o", "out.csv")),
        ("same.csv", ("-o", "out.csv", "--report", "out.csv")),
        ("same.csv", ("-o", "out.xls")),
    ],
)
def test_no_result_is_written_over_the_claims_or_another_result(
    desk: Desk, name: str, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk.folder)
    source = desk.put(csv_bytes([claim(1), claim(2, level="七级")]), name)
    before = source.read_bytes()
    named = [one.format(folder=desk.folder.name) for one in arguments]
    status, _out, err = desk.run("adjudicate", source, *named)
    assert (status, source.read_bytes()) == (2, before)
    assert "请" in err
    assert [one.name for one in desk.folder.iterdir()] == [name]


def test_file_that_is_not_there_and_pack_that_is_not_there(desk: Desk) -> None:
    assert desk.decide(desk.folder / "none.csv")[0] == 2
    source = desk.put(_keys(claim(1)))
    status, _out, err = desk.decide(source, "out.csv", "--pack", "atlantis-2024")
    assert status == 2
    assert "没有政策包“atlantis-2024”" in err
    assert "huaian-2024" in err
    status, _out, err = desk.decide(source, "out.csv", "--pack", "evaluation-bodies")
    assert status == 2
    assert "没有补贴规则" in err


def test_what_the_command_still_needs_is_said(desk: Desk) -> None:
    status, _out, err = desk.run("adjudicate")
    assert status == 2
    assert "请给出申领表" in err
    status, _out, err = desk.run("adjudicate", desk.put(_keys(claim(1))))
    assert status == 2
    assert "-o" in err


# Totals and template -------------------------------------------------------------------------


def test_report_adds_up_in_json_and_csv(desk: Desk) -> None:
    source = desk.put(
        _keys(
            claim(1),
            claim(2, level="五级"),
            claim(3, total_minutes="2000", online_minutes="900"),
            claim(4, provider_stars=""),
            claim(5, level="九"),
        )
    )
    desk.decide(source, "out.csv", "--report", desk.folder / "report.json")
    desk.decide(source, "out.csv", "--report", desk.folder / "report.csv")
    report = json.loads((desk.folder / "report.json").read_text("utf-8"))
    assert (report["pack"], report["rows"], report["rows_not_read"]) == ("huaian-2024", 5, 1)
    totals = {(one["kind"], one["code"]): one for one in report["totals"]}
    # 附件1, class A: 四级 1500 + 五级 1000.
    assert totals["decision", "approved"]["claims"] == 2
    assert totals["decision", "approved"]["amount_yuan"] == "2500"
    assert totals["decision", "rejected"]["claims"] == 1
    assert totals["decision", "pending"]["claims"] == 1
    assert totals["decision", "not_read"]["claims"] == 1
    assert totals["failed", "HOURS_BELOW_MINIMUM"]["claims"] == 1
    assert totals["failed", "HOURS_BELOW_MINIMUM"]["clause"] == "附件1、备注2"
    assert totals["failed", "ONLINE_OVER_LIMIT"]["claims"] == 1
    assert totals["failed", "CERTIFICATE_NOT_FOUND"]["claims"] == 0
    assert totals["unknown", "provider_stars"]["claims"] == 1
    decisions = [one for one in report["totals"] if one["kind"] == "decision"]
    assert sum(one["claims"] for one in decisions) == report["rows"]
    header, *lines = desk.rows("report.csv")
    assert header == ["kind", "code", "clause", "title", "claims", "amount_yuan"]
    assert [
        [
            one["kind"],
            one["code"],
            one["clause"],
            one["title"],
            str(one["claims"]),
            one["amount_yuan"],
        ]
        for one in report["totals"]
    ] == lines


def test_template_asks_for_what_is_read_again(desk: Desk) -> None:
    template = desk.folder / "template.xlsx"
    status, out, _err = desk.run("adjudicate", "--template", "-o", template)
    assert status == 0
    assert str(template) in out
    book = load_workbook(template)
    sheet = book.worksheets[0]
    first = [str(cell).strip(" *＊") for cell in next(sheet.iter_rows(max_row=1, values_only=True))]
    assert first == headings()
    for row in range(2, sheet.max_row + 1):  # an example may stand there
        for column in range(1, sheet.max_column + 1):
            sheet.cell(row, column).value = None
    for place, text in enumerate(claim(7).values(), start=1):
        sheet.cell(2, place).value = text
    book.save(desk.folder / "filled.xlsx")
    status, _out, err = desk.decide(desk.folder / "filled.xlsx")
    assert (status, err, desk.decided()) == (0, "", {"HA-0007": "approved"})


def test_officer_columns_come_only_when_asked_for(desk: Desk) -> None:
    desk.run("adjudicate", "--template", "--officer-columns", "-o", desk.folder / "t.xlsx")
    sheet = load_workbook(desk.folder / "t.xlsx").worksheets[0]
    assert sheet.max_column > len(headings())
    one = {**claim(1), "platform_approved": "", "online_proof": "是"}
    desk.decide(desk.put(_keys(one, {**one, "claim_id": "HA-2", "online_minutes": "600"})))
    assert desk.rows()[1:] == [
        ["HA-0001", "approved", "1500", "", ""],  # nothing online: nothing to prove
        ["HA-2", "pending", "0", "", "platform_approved"],
    ]
