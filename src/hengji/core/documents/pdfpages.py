"""PDF pages as blocks: ruled tables cell by cell, the rest line by line."""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
from pdfplumber.page import Page

from hengji.core.documents.archive import check_size
from hengji.core.documents.blocks import Block, Paragraph, Table
from hengji.core.documents.errors import DocumentError
from hengji.core.documents.pdfchars import add_missing_characters

MOST_PAGES = 1000
"""Longer files are refused: a page takes about a tenth of a second."""

_PAGE_NUMBER = re.compile(r"[-—－–\s]*(第\s*)?\d{1,4}(\s*页)?([\s/]*共?\s*\d{1,4}\s*页)?[-—－–\s]*")

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_CHUNK = 1 << 20

Row = tuple[str | None, ...]


def parse(path: Path) -> list[Block]:
    """The text and tables of a .pdf; a table that goes on overleaf is one table.

    Raises DocumentError: encrypted, damaged, too long, or a scan without text.
    """
    _check_streams(path)
    try:
        blocks = list(_blocks(path))
    except (DocumentError, MemoryError):
        raise
    except Exception as error:  # damaged files make the parser raise almost any exception
        if "PasswordIncorrect" in repr(error):  # pdfplumber wraps the parser's own error
            raise DocumentError("ENCRYPTED", "PDF 设有打开密码，请取消密码后重新提交") from error
        raise DocumentError(
            "DAMAGED", "PDF 已损坏或不完整，请重新导出后提交，或改用 .docx、.xlsx"
        ) from error
    if not blocks:
        raise DocumentError(
            "SCANNED", "PDF 里没有文字层（可能是扫描件），无法读取；请提交电子版，或先做文字识别"
        )
    return blocks


def _check_streams(path: Path) -> None:
    """Refuse a bomb: the parser inflates each stream whole, so they are measured piece by piece."""
    content = path.read_bytes()
    total = 0
    for found in _STREAM.finditer(content):
        inflater = zlib.decompressobj()
        rest = memoryview(content)[found.end() : found.end() + _CHUNK]
        at = found.end() + len(rest)
        try:
            while rest and not inflater.eof:
                total += len(inflater.decompress(rest, _CHUNK))
                check_size(total, len(content))
                rest = memoryview(inflater.unconsumed_tail)
                if not rest:
                    rest = memoryview(content)[at : at + _CHUNK]
                    at += len(rest)
        except zlib.error:
            continue  # a picture, or damage that the parser will name


def _blocks(path: Path) -> Iterator[Block]:
    with pdfplumber.open(path) as document:
        if len(document.pages) > MOST_PAGES:
            raise DocumentError(
                "TOO_LONG", f"PDF 有 {len(document.pages)} 页，超过 {MOST_PAGES} 页，请拆分后提交"
            )
        open_rows: list[Row] = []
        for page in document.pages:
            add_missing_characters(path, page)
            for block in _page_blocks(page):
                if isinstance(block, Table):
                    if not _goes_on(open_rows, block.rows):
                        yield from _closed(open_rows)
                        open_rows = []
                    repeats_header = bool(open_rows) and block.rows[0] == open_rows[0]
                    open_rows += block.rows[1:] if repeats_header else block.rows
                else:
                    yield from _closed(open_rows)
                    open_rows = []
                    yield block
            page.close()  # lets go of the page's objects: they are many
        yield from _closed(open_rows)


def _goes_on(rows: list[Row], more: tuple[Row, ...]) -> bool:
    """A table of as many columns, with nothing between but the turn of the page."""
    return bool(rows) and len(rows[0]) == len(more[0])


def _closed(rows: list[Row]) -> Iterator[Table]:
    if rows:
        yield Table(tuple(rows))


def _page_blocks(page: Page) -> Iterator[Block]:
    """Lines and tables from top to bottom, page numbers left out."""
    tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
    found: list[tuple[float, Block]] = []
    outside = page
    for table in tables:
        rows = tuple(tuple(row) for row in table.extract())
        if rows and len(rows[0]) > 1:
            found.append((table.bbox[1], Table(rows)))
            outside = outside.outside_bbox(table.bbox)
    for line in outside.extract_text_lines(return_chars=False):
        text = line["text"].strip()
        if text and not _PAGE_NUMBER.fullmatch(text):
            found.append((line["top"], Paragraph(text)))
    for _, block in sorted(found, key=lambda item: item[0]):
        yield block
