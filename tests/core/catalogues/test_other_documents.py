"""The same lists as Word, Excel, CSV and PDF: whatever the file, the entries are equal."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pylopdf_fonts_zh_cn
import pytest
import xlsxwriter
from fpdf import FPDF
from fpdf.enums import WrapMode

from hengji.core.catalogues.findings import find_faults
from hengji.core.catalogues.model import Catalogue, CrosswalkPair, Entry
from hengji.core.catalogues.reading import read_catalogue
from hengji.core.documents.blocks import Block, Paragraph, Table
from hengji.core.documents.reading import read_blocks
from hengji.core.documents.textdump import parse

Rows = list[list[str]]
Writer = Callable[[Path, Sequence[Block]], None]
NOTICES = ("000", "001", "002", "003", "004")


def _rows(table: Table) -> Rows:
    """The table's rows, all of one length; the row that a line break tore in two is joined."""
    rows: Rows = []
    for row in ([cell or "" for cell in row] for row in table.rows):
        if rows and rows[-1] == ["293"]:
            rows[-1] = ["293", *row]
        else:
            rows.append(row)
    width = max(len(row) for row in rows)
    return [row + [""] * (width - len(row)) for row in rows]


def _write_docx(path: Path, blocks: Sequence[Block]) -> None:
    document = docx.Document()
    for block in blocks:
        if isinstance(block, Paragraph):
            document.add_paragraph(block.text)
            continue
        rows = _rows(block)
        cells = iter(document.add_table(len(rows), len(rows[0]))._cells)
        for row in rows:
            for text in row:
                next(cells).text = text
    document.save(str(path))


def _write_xlsx(path: Path, blocks: Sequence[Block]) -> None:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("目录")
    line = 0
    for block in blocks:
        for row in [[block.text]] if isinstance(block, Paragraph) else _rows(block):
            for column, text in enumerate(row):
                if text.isdigit() and len(text) < 6:
                    sheet.write_number(line, column, int(text))  # as Excel itself would store it
                else:
                    sheet.write_string(line, column, text)
            line += 1
    book.close()


def _write_csv(path: Path, blocks: Sequence[Block]) -> None:
    # what Chinese Excel saves: GB18030, every line as long as the longest
    lines: Rows = []
    for block in blocks:
        lines += [[block.text]] if isinstance(block, Paragraph) else _rows(block)
    width = max(map(len, lines))
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(line + [""] * (width - len(line)) for line in lines)


def _write_pdf(path: Path, blocks: Sequence[Block]) -> None:
    pdf = FPDF(orientation="landscape", format="A4")
    for style in ("", "B"):  # the heading of a table is bold
        pdf.add_font("Noto", style, pylopdf_fonts_zh_cn.sans_path())
    pdf.set_font("Noto", size=8)
    pdf.add_page()
    for block in blocks:
        if isinstance(block, Paragraph):
            pdf.multi_cell(0, 5, block.text, new_x="LMARGIN", new_y="NEXT", wrapmode=WrapMode.CHAR)
            continue
        with pdf.table(wrapmode=WrapMode.CHAR, line_height=5) as table:
            for row in _rows(block):
                printed = table.row()
                for text in row:
                    printed.cell(text)
        pdf.ln(12)
    pdf.output(str(path))


def _blocks(sources: Path, notice: str) -> list[Block]:
    (path,) = sources.glob(f"{notice}*.txt")
    return parse(path.read_text("utf-8"))


def _without_raw(entries: Sequence[Entry]) -> list[Entry]:
    """Where cells wrap and merge differs from file to file: only ``raw`` shows it."""
    return [replace(entry, raw="") for entry in entries]


def _pairs(catalogue: Catalogue) -> list[CrosswalkPair]:
    return [replace(pair, raw="") for pair in catalogue.crosswalk]


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize(
    ("ending", "write"), [("docx", _write_docx), ("xlsx", _write_xlsx), ("csv", _write_csv)]
)
def test_notice_in_another_file_gives_the_same_catalogue(
    sources: Path, tmp_path: Path, notice: str, ending: str, write: Writer
) -> None:
    blocks = _blocks(sources, notice)
    path = tmp_path / f"notice.{ending}"
    write(path, blocks)
    read, original = read_catalogue(read_blocks(path)), read_catalogue(blocks)
    assert _without_raw(read.entries) == _without_raw(original.entries)
    assert _pairs(read) == _pairs(original)
    assert (read.announced, read.faults) == (original.announced, ())


@pytest.mark.parametrize(
    ("notice", "most"), [("000", 60), ("001", 200), ("002", 60), ("003", 60), ("004", 140)]
)
def test_notice_as_pdf_gives_the_same_catalogue(
    sources: Path, tmp_path: Path, notice: str, most: int
) -> None:
    blocks = [
        Table(block.rows[:most]) if isinstance(block, Table) else block
        for block in _blocks(sources, notice)
        if isinstance(block, Table) or notice == "001"  # the lines of text are the list there
    ]
    path = tmp_path / "notice.pdf"
    _write_pdf(path, blocks)
    read, original = read_catalogue(read_blocks(path)), read_catalogue(blocks)
    assert original.entries
    assert _without_raw(read.entries) == _without_raw(original.entries)
    assert _pairs(read) == _pairs(original)


@pytest.mark.soak
@pytest.mark.parametrize("notice", NOTICES)
def test_whole_notice_as_pdf_gives_the_same_catalogue(
    sources: Path, tmp_path: Path, notice: str
) -> None:
    """Every row and every line between the tables, over dozens of pages."""
    blocks = _blocks(sources, notice)
    path = tmp_path / "notice.pdf"
    _write_pdf(path, blocks)
    read, original = read_catalogue(read_blocks(path)), read_catalogue(blocks)
    assert original.entries
    assert _without_raw(read.entries) == _without_raw(original.entries)
    assert _pairs(read) == _pairs(original)
    assert (read.announced, read.faults) == (original.announced, ())


def test_raw_of_a_cell_with_a_line_break_is_kept_in_word(sources: Path, tmp_path: Path) -> None:
    path = tmp_path / "notice.docx"
    _write_docx(path, _blocks(sources, "004"))
    entry = read_catalogue(read_blocks(path)).rows_of("guangdong-subsidy")[43]
    assert entry.raw == "44 | 4-18-10-01⏎（2022年版） | 陶瓷工艺师 | 乡村工匠 | 技能等级证书"


def test_doubts_are_the_same_from_word_and_from_text(sources: Path, tmp_path: Path) -> None:
    blocks = _blocks(sources, "000")
    path = tmp_path / "notice.docx"
    _write_docx(path, blocks)
    from_text = find_faults(read_catalogue(blocks))
    from_word = find_faults(read_catalogue(read_blocks(path)))
    # Word's own line break at the end of a cell is not seen by a reader of the file
    assert from_word == tuple(doubt for doubt in from_text if doubt.code != "NUMBER_CELL_BROKEN")


def test_wrapped_cells_of_a_pdf_raise_no_doubts(sources: Path, tmp_path: Path) -> None:
    (table,) = [b for b in _blocks(sources, "000") if isinstance(b, Table) and len(b.rows) > 300]
    blocks = [Table(table.rows[:40])]
    path = tmp_path / "notice.pdf"
    _write_pdf(path, blocks)
    from_text = find_faults(read_catalogue(blocks))
    assert find_faults(read_catalogue(read_blocks(path))) == from_text


def test_merged_cells_of_word_and_excel_are_one_value(tmp_path: Path) -> None:
    heading = ("补贴项目", "序号", "类别", "职业工种名称（含各职业下全部工种）", "编码")
    rows = [
        ("1", "A", "车工", "6-18-01-01"),
        ("2", "A", "铣工", "6-18-01-02"),
    ]
    document = docx.Document()
    table = document.add_table(3, 5)
    for row, cells in zip(table.rows, [heading, *(("", *row) for row in rows)], strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    merged = table.cell(1, 0).merge(table.cell(2, 0))
    merged.text = "职业资格证书、\n职业技能等级证书"
    document.save(str(tmp_path / "merged.docx"))

    book = xlsxwriter.Workbook(str(tmp_path / "merged.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, heading)
    sheet.merge_range(1, 0, 2, 0, "职业资格证书、\n职业技能等级证书")
    for line, row in enumerate(rows, start=1):
        sheet.write_row(line, 1, row)
    book.close()

    for name in ("merged.docx", "merged.xlsx"):
        read = read_catalogue(read_blocks(tmp_path / name))
        assert [(e.name, e.certificate) for e in read.entries] == [
            ("车工", "职业资格证书、职业技能等级证书"),
            ("铣工", "职业资格证书、职业技能等级证书"),
        ]
