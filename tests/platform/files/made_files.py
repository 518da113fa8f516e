"""Files that are what they say, and files that are not, made byte by byte."""

import io
import zipfile
from datetime import UTC, datetime

import xlsxwriter
from fpdf import FPDF
from PIL import Image

TABLE = "编号,姓名\r\n0001,张三\r\n".encode("gb18030")


def workbook(**parts: str) -> bytes:
    """A real .xlsx with ``parts`` beside its own (``__`` is a slash, ``_`` a dot)."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.add_worksheet("数据").write_row(0, 0, ["编号", "姓名"])
    book.close()
    with zipfile.ZipFile(target, "a") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return target.getvalue()


def pdf(pages: int = 1) -> bytes:
    """A PDF of so many pages."""
    document = FPDF()
    document.set_creation_date(datetime(2026, 1, 5, tzinfo=UTC))  # equal pages, equal bytes
    for number in range(pages):
        document.add_page()
        document.set_font("helvetica", size=20)
        document.cell(text=f"page {number + 1}")
    return bytes(document.output())


def pdf_with_script() -> bytes:
    """A PDF whose opening runs a script, as a catalogue's OpenAction."""
    return pdf().replace(
        b"/Type /Catalog",
        b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Type /Catalog",
        1,
    )


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    """A picture in one colour."""
    target = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(target, kind, **options)
    return target.getvalue()


def photo_with_place() -> bytes:
    """A JPEG that says where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (33.0, 30.0, 0.0)
    return picture("JPEG", exif=exif.tobytes())


def archive(**parts: str) -> bytes:
    """A plain archive; names as in `workbook`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_", "."), text)
    return target.getvalue()


def zip_bomb() -> bytes:
    """A workbook whose one sheet unfolds to a hundred million zeros."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("xl/workbook.xml", "<workbook/>")
        made.writestr("xl/worksheets/sheet1.xml", b"0" * (100 << 20))
    return target.getvalue()
