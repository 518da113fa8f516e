"""Documents of every kind as blocks."""

import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import fpdf
import fpdf.fonts
import pylopdf_fonts_zh_cn
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from hengji.core.documents import pdffile
from hengji.core.documents.blocks import Paragraph, Table
from hengji.core.documents.errors import DocumentError
from hengji.core.documents.reading import read_blocks
from tests.core.documents.made_files import raw_xlsx, row

_FONT = Path(pylopdf_fonts_zh_cn.__file__).parent / "NotoSansSC-Regular.otf"
_HEADER = ("序号", "编码", "名称")


# Word ----------------------------------------------------------------------------------------


def test_word_merged_cells_stand_in_their_first_place(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("附件1 目录")
    table = document.add_table(3, 3)
    for number, cells in enumerate((("甲", "乙", ""), ("一", "2", "3"), ("", "", "6"))):
        for index, text in enumerate(cells):
            table.cell(number, index).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph("完")
    path = tmp_path / "目录.txt"  # a wrong ending changes nothing
    document.save(str(path))
    assert read_blocks(path) == [
        Paragraph("附件1 目录"),
        Table((("甲", "乙", None), ("一", "2", "3"), (None, "", "6"))),
        Paragraph("完"),
    ]


def test_word_numbers_that_are_not_text_are_counted(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    for number, name in enumerate(("电工", "焊工", "钳工")):
        table.cell(number, 0).paragraphs[0].style = document.styles["List Number"]
        table.cell(number, 1).text = name
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert read_blocks(path) == [Table((("1.", "电工"), ("2.", "焊工"), ("3.", "钳工")))]


def test_word_text_in_controls_and_changes_is_the_text_that_shows(tmp_path: Path) -> None:
    document = docx.Document()
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>目</w:t></w:r>"
            "<w:ins><w:r><w:t>录</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>"
            "<w:r><w:br/><w:t>新</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert read_blocks(path) == [Paragraph("目录\n新")]


# Sheets and plain text -----------------------------------------------------------------------


def test_workbook_merged_cells_leave_gaps_and_empty_rows_go(tmp_path: Path) -> None:
    path = raw_xlsx(
        tmp_path / "a.xlsx",
        row(1, "目录") + row(3, *_HEADER) + row(4, "1", "x", "电工") + row(5, "", "y", "焊工"),
        after='<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="A4:A5"/></mergeCells>',
    )
    assert read_blocks(path) == [
        Paragraph("数据"),
        Table((("目录", None, None), _HEADER, ("1", "x", "电工"), (None, "y", "焊工"))),
    ]


def test_workbook_merged_cells_that_overlap_are_damage(tmp_path: Path) -> None:
    merged = '<mergeCell ref="A1:C2"/>' * 3
    path = raw_xlsx(
        tmp_path / "a.xlsx",
        row(1, *_HEADER) + row(2, "1", "x", "电工"),
        after=f"<mergeCells>{merged}</mergeCells>",
    )
    with pytest.raises(DocumentError, match="重叠"):
        read_blocks(path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_one_table(tmp_path: Path, delimiter: str) -> None:
    lines = ["目录", delimiter.join(_HEADER)]
    lines += [delimiter.join((str(n), "4-01", "电工")) for n in range(20)]
    path = tmp_path / "a.dat"
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    [table] = read_blocks(path)
    assert isinstance(table, Table)
    assert table.rows[:3] == (("目录",), _HEADER, ("0", "4-01", "电工"))
    assert len(table.rows) == 22


def test_word_dump_with_tabs_is_no_csv(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("附件1\n\n\t序号\n\t名称\n\n\t1\n\t电工\n\n\n完\n", encoding="utf-8")
    assert read_blocks(path) == [
        Paragraph("附件1"),
        Table((("序号", "名称"), ("1", "电工"))),
        Paragraph("完"),
    ]


# PDF -----------------------------------------------------------------------------------------


def _pdf(path: Path, title: str, rows: Sequence[Sequence[str]]) -> Path:
    pdf = fpdf.FPDF()
    pdf.add_font("noto", "", str(_FONT))
    pdf.set_font("noto", size=11)
    pdf.add_page()
    pdf.multi_cell(0, 10, title, new_x="LMARGIN", new_y="NEXT")
    plain = fpdf.fonts.FontFace(emphasis="")
    with pdf.table(repeat_headings=1, headings_style=plain) as table:
        for cells in rows:
            table.row(cells)
    pdf.output(str(path))
    return path


def test_pdf_table_over_pages_is_one_table_with_one_header(tmp_path: Path) -> None:
    rows = [_HEADER, *((str(n), "4-03-02-01", f"第{n}个工种") for n in range(1, 81))]
    path = _pdf(tmp_path / "a.pdf", "附件5 标准目录", rows)
    assert read_blocks(path) == [Paragraph("附件5 标准目录"), Table(tuple(rows))]


def test_pdf_cell_that_wraps_keeps_its_lines(tmp_path: Path) -> None:
    name = "其他水利、环境和公共设施管理服务人员及其他很长的名称"
    path = _pdf(tmp_path / "a.pdf", "目录", [_HEADER, ("1", "/", name)])
    table = read_blocks(path)[1]
    assert isinstance(table, Table)
    cell = table.rows[1][2] or ""
    assert "\n" in cell
    assert cell.replace("\n", "") == name


def _locked(path: Path) -> None:
    pdf = fpdf.FPDF()
    pdf.add_page()
    pdf.set_encryption("owner", "user")
    pdf.output(str(path))


def _blank(path: Path) -> None:
    pdf = fpdf.FPDF()
    pdf.add_page()
    pdf.output(str(path))


def _cut(path: Path) -> None:
    _blank(path)
    path.write_bytes(path.read_bytes()[:200])


def _bomb(path: Path) -> None:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(80)) + packer.flush()
    stream = b"1 0 obj<</Filter/FlateDecode>>stream\n" + packed + b"\nendstream endobj"
    path.write_bytes(b"%PDF-1.7\n" + stream)


@pytest.mark.parametrize(
    ("make", "code", "words"),
    [
        (_locked, "ENCRYPTED", "密码"),
        (_blank, "SCANNED", "扫描件"),
        (_cut, "DAMAGED", "损坏"),
        (_bomb, "BOMB", "拒绝打开"),
    ],
)
def test_pdf_that_cannot_be_read_says_why(
    tmp_path: Path, make: Callable[[Path], None], code: str, words: str
) -> None:
    path = tmp_path / "a.pdf"
    make(path)
    started = time.process_time()
    with pytest.raises(DocumentError, match=words) as caught:
        read_blocks(path)
    assert caught.value.code == code
    assert time.process_time() - started < 3


def test_pdf_that_claims_endless_work_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A font whose widths run from character 0 to two thousand million."""
    pdf = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 6 0 R"
        "/Resources<</Font<</F 4 0 R>>>>>>endobj\n"
        "4 0 obj<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H"
        "/DescendantFonts[5 0 R]>>endobj\n"
        "5 0 obj<</Type/Font/Subtype/CIDFontType2/BaseFont/F/W[0 2000000000 500]"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        "/FontDescriptor<</Type/FontDescriptor/FontName/F>>>>endobj\n"
        "6 0 obj<</Length 25>>stream\nBT /F 9 Tf <0041> Tj ET  \nendstream endobj\n"
        "trailer\n<</Root 1 0 R/Size 7>>\nstartxref\n0\n%%EOF\n"
    )
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf.encode())
    monkeypatch.setattr(pdffile, "MOST_SECONDS", 2)
    with pytest.raises(DocumentError) as caught:
        read_blocks(path)
    # Whichever of the two limits, time or memory, was met first.
    assert caught.value.code in {"TOO_COMPLEX", "DAMAGED"}
