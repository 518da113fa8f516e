"""What a file is, told by its bytes: an ending can be wrong, the content cannot."""

import zipfile
from enum import StrEnum
from pathlib import Path

from hengji.core.documents.archive import check_archive
from hengji.core.documents.encoding import text_encoding
from hengji.core.documents.errors import DocumentError


class Kind(StrEnum):
    """The kinds of file that are read; `TEXT` is both .csv and plain text."""

    DOCX = "docx"
    XLSX = "xlsx"
    XLS = "xls"
    PDF = "pdf"
    TEXT = "text"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "请另存为 .xlsx、.docx、.pdf 或 .csv 后重新提交"

# What the first bytes betray of files that people send by mistake.
_FOREIGN_STARTS = (
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"II*\x00", "TIFF 图片"),
    (b"MM\x00*", "TIFF 图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"{\\rtf", "RTF 文档"),
    (b"SQLite format 3", "数据库文件"),
)

# A stream's name inside an OLE file tells which program wrote it.
_OLE_STREAMS = (
    ("EncryptedPackage", None),
    ("Workbook", Kind.XLS),
    ("Book", Kind.XLS),
    ("WordDocument", "旧版 Word 文档（.doc）"),
    ("PowerPoint Document", "PowerPoint 演示文稿"),
)

_ZIP_MEMBERS = (
    ("word/vbaProject.bin", "带宏的 Word 文档（.docm）"),
    ("word/document.xml", Kind.DOCX),
    ("xl/workbook.xml", Kind.XLSX),
    ("xl/workbook.bin", "Excel 二进制工作簿（.xlsb）"),
    ("ppt/presentation.xml", "PowerPoint 演示文稿"),
    ("OFD.xml", "OFD 版式文件"),
    ("content.xml", "OpenDocument 文件"),
)


def kind_of(path: Path) -> Kind:
    """Tell the kind of the file at `path` and refuse what must not be opened.

    An office archive that is returned here has passed `check_archive`.
    Raises DocumentError: empty, encrypted, another kind, a bomb, not text.
    """
    head = _head(path)
    if not head.strip(b"\x00 \r\n\t"):
        raise DocumentError("EMPTY_FILE", "文件是空的，请检查是否选错了文件")
    if head.startswith(b"PK"):
        return _kind_of_archive(path)
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    if b"%PDF-" in head[:1024]:  # ISO 32000-1 annex H allows leading bytes
        return Kind.PDF
    for start, name in _FOREIGN_STARTS:
        # "BM" alone may also begin a text, so a short mark must be followed by binary bytes
        if head.startswith(start) and (len(start) > 2 or b"\x00" in head[:64]):
            raise _wrong_kind(name)
    lowered = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:512].lower()
    if lowered.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        # Many business systems "export Excel" as a web page with the ending .xls.
        raise _wrong_kind("网页（HTML）文件")
    if lowered.startswith(b"<?xml"):
        raise _wrong_kind("XML 文件")
    text_encoding(path)
    return Kind.TEXT


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(4096)
    except OSError as error:
        raise DocumentError("UNREADABLE", f"打不开文件“{path.name}”：{error.strerror}") from error


def _kind_of_archive(path: Path) -> Kind:
    check_archive(path)
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
    for member, kind in _ZIP_MEMBERS:
        if member in names:
            if isinstance(kind, Kind):
                return kind
            raise _wrong_kind(kind)
    raise _wrong_kind("压缩包")


def _kind_of_ole(path: Path) -> Kind:
    content = path.read_bytes()
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") not in content:
            continue
        if kind is None:
            raise DocumentError("ENCRYPTED", "文件设有打开密码，请取消密码后重新提交")
        if isinstance(kind, Kind):
            return kind
        raise _wrong_kind(kind)
    raise _wrong_kind("无法识别的旧版 Office 文件")


def _wrong_kind(name: str) -> DocumentError:
    return DocumentError("WRONG_KIND", f"这是{name}，不能读取；{_SAVE_AS}")
