"""Word files as blocks: paragraphs and tables, merged cells in their first place."""

from collections.abc import Iterator
from pathlib import Path

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from hengji.core.documents.blocks import Block, Paragraph, Table
from hengji.core.documents.errors import DocumentError
from hengji.core.documents.wordnumbers import Numbering

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
# A drawing's text is stored twice, once for old programs; what was deleted is no text; tab
# stops in the properties are no tabs.
_SKIPPED = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:pPr"),
    qn("w:rPr"),
    qn("w:sectPr"),
    qn("w:tblPr"),
    qn("w:tcPr"),
}

# Broken XML is a SyntaxError; the others come from parts or attributes that are missing.
_FAULTS = (SyntaxError, PackageNotFoundError, KeyError, ValueError, AttributeError, TypeError)


def read(path: Path) -> list[Block]:
    """The body of a .docx that has passed `check_archive`. Raises DocumentError: damaged."""
    try:
        document = docx.Document(str(path))
        reader = _Reader(Numbering(document))
        return list(reader.blocks(document.element.body))
    except _FAULTS as error:
        raise DocumentError(
            "DAMAGED", "Word 文件已损坏或不完整，请用 Word/WPS 打开后另存，再重新提交"
        ) from error


class _Reader:
    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def blocks(self, parent: BaseOxmlElement) -> Iterator[Block]:
        """Blocks in order; content controls and the like are looked through."""
        for child in parent:
            if child.tag == _PARAGRAPH:
                if text := self._paragraph(child).strip():
                    yield Paragraph(text)
            elif child.tag == _TABLE:
                if rows := tuple(self._rows(child)):
                    yield Table(rows)
            elif child.tag not in _SKIPPED:
                yield from self.blocks(child)

    def _rows(self, table: BaseOxmlElement) -> Iterator[tuple[str | None, ...]]:
        for row in _inside(table, _ROW):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                continue  # deleted in a change that nobody has accepted yet
            cells: list[str | None] = [None] * _number(row, "trPr", "gridBefore", 0)
            for cell in _inside(row, _CELL):
                merge = cell.find(f"{_W}tcPr/{_W}vMerge")
                goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
                cells.append(None if goes_on else self._cell(cell))
                cells += [None] * (_number(cell, "tcPr", "gridSpan", 1) - 1)
            yield tuple(cells)

    def _cell(self, cell: BaseOxmlElement) -> str:
        """The cell's paragraphs as lines, those of a table inside it included."""
        lines = [self._paragraph(paragraph) for paragraph in _deep(cell, _PARAGRAPH)]
        return "\n".join(lines).strip()

    def _paragraph(self, paragraph: BaseOxmlElement) -> str:
        return self._numbering.next_label(paragraph) + "".join(_texts(paragraph))


def _texts(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _SKIPPED:
            yield from _texts(child)


def _inside(parent: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    """Children of a kind, also those inside a content control around them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")}:
            yield from _inside(child, tag)


def _deep(parent: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    """Elements of a kind at any depth, but none inside another of the same kind."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED:
            yield from _deep(child, tag)


def _number(element: BaseOxmlElement, properties: str, name: str, default: int) -> int:
    found = element.find(f"{_W}{properties}/{_W}{name}")
    return default if found is None else min(int(found.get(f"{_W}val", default)), 1000)
