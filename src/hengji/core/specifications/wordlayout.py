"""A letter in Word laid out to GB/T 9704-2012: page, fonts, headings, table, page numbers."""

from collections.abc import Sequence
from typing import IO, Any

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from hengji.core.documents.cells import plain
from hengji.core.specifications.letterstyle import LetterStyle

Cells = Sequence[Sequence[str]]
"""A row: each cell its lines."""

# GB/T 9704-2012 5.2.1, 5.2.3: margins of an A4 page in mm, size and pitch of the lines in points.
_TOP, _BOTTOM, _LEFT, _RIGHT = 37, 35, 28, 26
_SIZE, _PITCH = 16, 28.95
_TITLE_SIZE, _TITLE_PITCH = 22, 34
_NUMBER_SIZE = 14
_MARK_SIZE = 10.5
_NUMBER_FROM_EDGE = 28  # 7 mm below the body, as 7.5 asks: 35 − 7
# A table of four columns is set smaller than the body, so that a row stays on a page.
_CELL_SIZE, _CELL_PITCH = 12, 18
_WIDTHS = (30, 56, 52, 18)  # together the 156 mm of the body
_NUMBERS_COLUMN = 3  # set to the right, as figures are
_CELL_MARGIN = 3.8  # mm, Word's two cell margins
_LONGEST_UNBROKEN_ROW = 24  # lines, two thirds of a page; a longer row may break


class Letter:
    """A document to which paragraphs are added in order."""

    def __init__(self, style: LetterStyle, *, title: str) -> None:
        self._style = style
        self._document = docx.Document()
        self._document.core_properties.title = plain(title)[:255]
        self._document.core_properties.author = ""
        self._document.core_properties.comments = ""
        self._set_page()
        self._set_normal()
        self._number_pages()

    def title(self, text: str) -> None:
        """The title: 2号小标宋, centred."""
        paragraph = self._paragraph(text, self._style.title, _TITLE_SIZE)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _set_pitch(paragraph, _TITLE_PITCH)
        paragraph.paragraph_format.space_after = Pt(_PITCH)

    def mark(self, text: str) -> None:
        """What stands at the head of every page, to the right."""
        section = self._document.sections[0]
        for header in (section.header, section.even_page_header):
            paragraph = header.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _set_font(paragraph.add_run(plain(text)), self._style.heading, _MARK_SIZE)

    def heading(self, text: str) -> None:
        """A heading of the first order: 黑体."""
        self._keep(self._indented(text, self._style.heading))

    def subheading(self, text: str) -> None:
        """A heading of the second order: 楷体."""
        self._keep(self._indented(text, self._style.subheading))

    def body(self, text: str) -> None:
        """A paragraph of the text: 3号仿宋, two characters in."""
        self._indented(text, self._style.body)

    def table(self, *, top: Sequence[str], head: Sequence[str], rows: Sequence[Cells]) -> None:
        """A ruled table of four columns; its two header rows come again on each page."""
        table = self._document.add_table(rows=0, cols=len(_WIDTHS), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, width in zip(table.columns, _WIDTHS, strict=True):
            column.width = Mm(width)
        self._add_top(table, top)
        self._add_row(table, [text.split("\n") for text in head], self._style.heading, header=True)
        for row in rows:
            self._add_row(table, row, self._style.body, header=False)

    def save(self, stream: IO[bytes]) -> None:
        """Write the .docx."""
        self._document.save(stream)

    def _set_page(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
        section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
        section.footer_distance = Mm(_NUMBER_FROM_EDGE - 5)

    def _set_normal(self) -> None:
        normal = self._document.styles["Normal"]
        _set_font(normal, self._style.body, _SIZE)
        normal.paragraph_format.space_after = Pt(0)

    def _number_pages(self) -> None:
        """4号, odd pages right and even ones left, a character in from the edge (7.5)."""
        self._document.settings.odd_and_even_pages_header_footer = True
        section = self._document.sections[0]
        for footer, side in (
            (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
            (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
        ):
            paragraph = footer.paragraphs[0]
            paragraph.alignment = side
            paragraph.paragraph_format.left_indent = Pt(_NUMBER_SIZE)
            paragraph.paragraph_format.right_indent = Pt(_NUMBER_SIZE)
            for piece in ("— ", None, " —"):
                run = paragraph.add_run(piece or "")
                _set_font(run, self._style.page_number, _NUMBER_SIZE)
                if piece is None:
                    _add_page_field(run)

    def _paragraph(self, text: str, font: str, size: float) -> Paragraph:
        paragraph = self._document.add_paragraph()
        _set_font(paragraph.add_run(plain(text)), font, size)
        return paragraph

    def _indented(self, text: str, font: str) -> Paragraph:
        paragraph = self._paragraph(text, font, _SIZE)
        paragraph.paragraph_format.first_line_indent = Pt(2 * _SIZE)
        _set_pitch(paragraph, _PITCH)
        return paragraph

    def _keep(self, paragraph: Paragraph) -> None:
        paragraph.paragraph_format.keep_with_next = True

    def _add_top(self, table: Table, texts: Sequence[str]) -> None:
        cells = _new_row(table).cells
        half = len(_WIDTHS) // 2
        for text, first, last in zip(
            texts, (cells[0], cells[half]), (cells[half - 1], cells[-1]), strict=True
        ):
            self._fill(first.merge(last), (text,), self._style.heading)
        _mark_row(table, header=True, unbroken=True)

    def _add_row(self, table: Table, row: Cells, font: str, *, header: bool) -> None:
        cells = _new_row(table).cells
        for place, (cell, lines) in enumerate(zip(cells, row, strict=True)):
            self._fill(cell, lines, font, _alignment(place, header=header))
            if header or place in {0, _NUMBERS_COLUMN}:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        height = max(_height(lines, width) for lines, width in zip(row, _WIDTHS, strict=True))
        _mark_row(table, header=header, unbroken=header or height <= _LONGEST_UNBROKEN_ROW)

    def _fill(
        self,
        cell: _Cell,
        lines: Sequence[str],
        font: str,
        alignment: WD_ALIGN_PARAGRAPH | None = None,
    ) -> None:
        for place, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            _set_font(paragraph.add_run(plain(line)), font, _CELL_SIZE)
            _set_pitch(paragraph, _CELL_PITCH)
            paragraph.alignment = alignment


def _alignment(place: int, *, header: bool) -> WD_ALIGN_PARAGRAPH | None:
    if header:
        return WD_ALIGN_PARAGRAPH.CENTER
    return WD_ALIGN_PARAGRAPH.RIGHT if place == _NUMBERS_COLUMN else None


def _new_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it untyped
    return row


def _set_font(target: Any, name: str, size: float) -> None:
    """For Chinese and for the figures between it: `target` is a run or a style."""
    target.font.name = name
    target.font.size = Pt(size)
    fonts = target._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)
    fonts.set(qn("w:hint"), "eastAsia")


def _set_pitch(paragraph: Paragraph, points: float) -> None:
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(points)


def _add_page_field(run: Run) -> None:
    for kind in ("begin", None, "end"):
        if kind is None:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = "PAGE"
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._element.append(element)


def _mark_row(table: Table, *, header: bool, unbroken: bool) -> None:
    properties = table.rows[-1]._tr.get_or_add_trPr()
    # Their order is that of the schema: cantSplit before tblHeader.
    for name, there in (("w:cantSplit", unbroken), ("w:tblHeader", header)):
        if there:
            properties.append(OxmlElement(name))


def _height(lines: Sequence[str], width: float) -> int:
    """About how many printed lines a cell takes."""
    per_line = (width - _CELL_MARGIN) / (_CELL_SIZE * 25.4 / 72)
    return sum(1 + int(len(line) / per_line) for line in lines)
