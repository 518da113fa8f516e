"""What a file is, told by its bytes: the sender's word and the name's ending prove nothing."""

import zipfile
from pathlib import Path

OCTETS = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_STARTS = (
    (b"%PDF-", "application/pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/vnd.ms-office"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
_MEMBERS = (
    ("xl/workbook.xml", _OFFICE + "spreadsheetml.sheet"),
    ("word/document.xml", _OFFICE + "wordprocessingml.document"),
)


def content_type_of(path: Path) -> str:
    """The media type; `OCTETS` for what is neither known nor text."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head.startswith(b"PK"):
        return _of_archive(path)
    return OCTETS if b"\0" in head else "text/plain"


def _of_archive(path: Path) -> str:
    """Reads the list of members only; nothing is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError):
        return OCTETS
    return next((kind for member, kind in _MEMBERS if member in names), "application/zip")
