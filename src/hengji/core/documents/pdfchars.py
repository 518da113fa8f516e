"""Characters that pdfplumber's parser cannot decode, read by PDFium instead.

pdfminer knows no encoding that is embedded in the file (a CMap stream), as some programs write
for Chinese fonts: its page then has lines but not one character.
"""

from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # publishes no types
from pdfplumber.page import Page


def add_missing_characters(path: Path, page: Page) -> None:
    """Give `page` its characters from PDFium when it has none of its own."""
    if page.chars:
        return
    document = pypdfium2.PdfDocument(path)
    try:
        text_page = document[page.page_number - 1].get_textpage()
        page.objects["char"] = [
            _character(page, text, text_page.get_charbox(index, loose=True))
            for index in range(text_page.count_chars())
            if (text := text_page.get_text_range(index, 1)).isprintable()
        ]
    finally:
        document.close()


def _character(page: Page, text: str, box: tuple[float, float, float, float]) -> dict[str, Any]:
    """A character as pdfplumber describes it; PDFium measures from the bottom of the page."""
    left, bottom, right, top = box
    x0, y0 = page.bbox[0], page.bbox[1]
    height = page.height
    return {
        "object_type": "char",
        "page_number": page.page_number,
        "text": text,
        "x0": left + x0,
        "x1": right + x0,
        "top": height - top + y0,
        "bottom": height - bottom + y0,
        "doctop": height - top + y0 + page.initial_doctop,
        "width": right - left,
        "height": top - bottom,
        "size": top - bottom,
        "fontname": "",
        "upright": True,
    }
