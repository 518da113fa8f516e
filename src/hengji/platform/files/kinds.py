"""The kinds of file that are taken at all, told by their bytes and never by what a sender says."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from hengji.core.documents import kinds as documents
from hengji.core.documents.archive import check_archive
from hengji.core.documents.errors import DocumentError
from hengji.platform.files.errors import FileRefusedError

_OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class FileKind:
    """A kind: what users call it, its media type, and the endings that its names may have."""

    code: str
    label: str
    media_type: str
    endings: tuple[str, ...]
    is_image: bool = False

    @property
    def has_preview(self) -> bool:
        """Whether it can be shown as pictures."""
        return self.is_image or self is PDF


PDF = FileKind("pdf", "PDF 文件", "application/pdf", (".pdf",))
PNG = FileKind("png", "PNG 图片", "image/png", (".png",), is_image=True)
JPEG = FileKind("jpeg", "JPEG 图片", "image/jpeg", (".jpg", ".jpeg"), is_image=True)
XLSX = FileKind("xlsx", "Excel 工作簿（.xlsx）", _OFFICE + "spreadsheetml.sheet", (".xlsx",))
XLS = FileKind("xls", "旧版 Excel 工作簿（.xls）", "application/vnd.ms-excel", (".xls",))
DOCX = FileKind("docx", "Word 文档", _OFFICE + "wordprocessingml.document", (".docx",))
# GB/T 33190: the page format of Chinese offices.
OFD = FileKind("ofd", "OFD 版式文件", "application/ofd", (".ofd",))
TEXT = FileKind("text", "文本", "text/plain", (".csv", ".txt"))

TABLES = (XLSX, XLS, TEXT)
PICTURES = (PNG, JPEG)
EVIDENCE = (PDF, OFD, *PICTURES, DOCX, XLSX)
EVERY = (PDF, OFD, *PICTURES, DOCX, *TABLES)

_OF_DOCUMENT = {
    documents.Kind.PDF: PDF,
    documents.Kind.XLSX: XLSX,
    documents.Kind.XLS: XLS,
    documents.Kind.DOCX: DOCX,
    documents.Kind.TEXT: TEXT,
}
_IMAGE_STARTS = ((b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_OFD_MEMBER = "OFD.xml"


def kind_of(path: Path) -> FileKind:
    """What the bytes are. Raises `FileRefusedError` for what no office page takes.

    An archive that is told here has unfolded within its limits.
    """
    with path.open("rb") as stream:
        head = stream.read(16)
    for start, kind in _IMAGE_STARTS:
        if head.startswith(start):
            return kind
    try:
        if head.startswith(b"PK") and _is_ofd(path):
            check_archive(path)
            return OFD
        return _OF_DOCUMENT[documents.kind_of(path)]
    except DocumentError as error:
        raise FileRefusedError(f"FILE_{error.code.upper()}", error.message) from error


def kind_named(code: str) -> FileKind | None:
    """The kind of this code; None for what an older version stored under another."""
    return next((kind for kind in EVERY if kind.code == code), None)


def _is_ofd(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return _OFD_MEMBER in archive.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return False  # the reader of documents says what is wrong with it
