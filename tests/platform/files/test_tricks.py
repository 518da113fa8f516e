"""Every trick with a file's type, each by a file made for it, and the plain files beside them."""

import struct
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from hengji.platform.accounts.models import User
from hengji.platform.files.errors import FileRefusedError
from hengji.platform.files.kinds import EVERY, PDF, TABLES
from hengji.platform.files.models import FileContent, FileRecord
from hengji.platform.files.purposes import Purpose
from hengji.platform.files.services import file_store
from tests.core.documents.made_files import ole_file
from tests.platform.files import made_files as made

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ANYTHING = Purpose("test.anything", "附件", EVERY, 4 << 20)
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
pytestmark = pytest.mark.django_db


def _store(actor: User, name: str, content: bytes, purpose: Purpose = ANYTHING) -> FileRecord:
    assert actor.jurisdiction
    return file_store(
        actor=actor,
        jurisdiction=actor.jurisdiction,
        purpose=purpose,
        name=name,
        chunks=[content],
        at=AT,
    )


def _huge_picture() -> bytes:
    """A PNG of a few bytes that claims 60,000 × 60,000 pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        checksum = struct.pack("!I", zlib.crc32(name + data))
        return struct.pack("!I", len(data)) + name + data + checksum

    header = struct.pack("!IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def _xls_with_macros(folder: Path) -> bytes:
    path = ole_file(folder / "a.xls", "Workbook")
    return path.read_bytes() + "_VBA_PROJECT_CUR".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("通知.pdf", made.pdf(2), "pdf"),
        ("照片.jpg", made.picture("JPEG"), "jpeg"),
        ("照片.JPEG", made.photo_with_place(), "jpeg"),
        ("截图.png", made.picture(), "png"),
        ("名册.xlsx", made.workbook(), "xlsx"),
        ("名册.csv", made.TABLE, "text"),
        ("公文.ofd", made.archive(OFD_xml="<OFD/>", Doc__Document_xml="<D/>"), "ofd"),
        ("二〇二四.3.1 名册.v2.csv", made.TABLE, "text"),
    ],
)
def test_plain_file_is_taken_and_told_by_its_content(
    clerk: User, name: str, content: bytes, kind: str
) -> None:
    stored = _store(clerk, name, content)
    assert (stored.kind, stored.size, stored.original_name) == (kind, len(content), name)


TRICKS = {
    "html as csv": ("名册.csv", b"<html><script>x</script></html>", "FILE_WRONG_KIND"),
    "svg as csv": ("图.csv", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "FILE_ACTIVE_CONTENT"),
    "svg as png": ("图.png", b'<svg onload="x()"></svg>', "FILE_ACTIVE_CONTENT"),
    "script as txt": ("说明.txt", b"var x = document.cookie", "FILE_ACTIVE_CONTENT"),
    "script as csv": ("a.csv", b"(function(){fetch('/')})()", "FILE_ACTIVE_CONTENT"),
    "html as pdf": ("通知.pdf", b"<!doctype html><p>hi", "FILE_WRONG_KIND"),
    "xml as csv": ("a.csv", b"<?xml version='1.0'?><a/>", "FILE_WRONG_KIND"),
    "pdf and page": ("通知.pdf", made.pdf() + b"\n<script>x()</script>", "FILE_POLYGLOT"),
    "pdf and page before": (
        "通知.pdf",
        b"<html><!--" + made.pdf(),
        "FILE_POLYGLOT",
    ),
    "pdf and archive": ("通知.pdf", made.pdf() + made.archive(a_txt="x"), "FILE_POLYGLOT"),
    "picture and archive": ("图.png", made.picture() + made.archive(a_txt="x"), "FILE_POLYGLOT"),
    "picture and page": (
        "图.jpg",
        made.picture("JPEG", comment=b"<script>alert(1)</script>"),
        "FILE_POLYGLOT",
    ),
    "picture and program": ("图.jpg", made.picture("JPEG") + b"<?php x();", "FILE_POLYGLOT"),
    "workbook and page": ("a.xlsx", made.workbook() + b"<html>", "FILE_POLYGLOT"),
    "pdf with script": ("通知.pdf", made.pdf_with_script(), "FILE_ACTIVE_CONTENT"),
    "double ending": ("合同.pdf.exe", made.pdf(), "FILE_DOUBLE_EXTENSION"),
    "double ending inside": ("合同.php.jpg", made.picture("JPEG"), "FILE_DOUBLE_EXTENSION"),
    "double ending page": ("名册.html.csv", made.TABLE, "FILE_DOUBLE_EXTENSION"),
    "written backwards": ("合同\u202efdp.exe", made.pdf(), "FILE_TYPE_MISMATCH"),
    "pdf as picture": ("图.png", made.pdf(), "FILE_TYPE_MISMATCH"),
    "workbook as csv": ("a.csv", made.workbook(), "FILE_TYPE_MISMATCH"),
    "no ending": ("名册", made.TABLE, "FILE_TYPE_MISMATCH"),
    "macros": ("a.xlsx", made.workbook(xl__vbaProject_bin="x"), "FILE_MACROS"),
    "macro sheet": ("a.xlsx", made.workbook(xl__macrosheets__sheet1_xml="<x/>"), "FILE_MACROS"),
    "control": ("a.xlsx", made.workbook(xl__activeX__activeX1_bin="x"), "FILE_MACROS"),
    "program inside": (
        "a.xlsx",
        made.workbook(xl__media__a_exe="x"),
        "FILE_ACTIVE_CONTENT",
    ),
    "archive": ("a.xlsx", made.archive(a_txt="x"), "FILE_WRONG_KIND"),
    "huge picture": ("图.png", _huge_picture(), "FILE_IMAGE_BOMB"),
    "half a picture": ("图.jpg", made.picture("JPEG", (900, 900))[:2000], "FILE_DAMAGED"),
    "broken pdf": ("通知.pdf", b"%PDF-1.7\nnothing", "FILE_DAMAGED"),
    "test virus": ("说明.txt", EICAR, "FILE_THREAT"),
    "windows program": ("a.csv", b"MZ\x90\x00" + b"\0" * 60, "FILE_THREAT"),
    "linux program": ("a.txt", b"\x7fELF\x02\x01", "FILE_THREAT"),
    "shell script": ("a.txt", b"#!/bin/sh\nrm x", "FILE_THREAT"),
    "empty": ("a.csv", b"", "FILE_EMPTY_FILE"),
}


@pytest.mark.parametrize(("name", "content", "code"), TRICKS.values(), ids=TRICKS)
def test_trick_is_refused_by_its_name_and_leaves_nothing(
    clerk: User, name: str, content: bytes, code: str
) -> None:
    with pytest.raises(FileRefusedError) as refused:
        _store(clerk, name, content)
    assert refused.value.code == code
    assert refused.value.field == "file"
    assert not FileRecord.objects.exists()
    assert not FileContent.objects.exists()
    assert not list(Path(settings.FILES_ROOT).glob("incoming-*"))


def test_macros_of_an_old_workbook_are_refused(clerk: User, tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="宏"):
        _store(clerk, "a.xls", _xls_with_macros(tmp_path))


def test_bomb_is_refused_before_it_unfolds(clerk: User) -> None:
    with pytest.raises(FileRefusedError) as refused:
        _store(clerk, "a.xlsx", made.zip_bomb())
    assert refused.value.code == "FILE_BOMB"


def test_test_virus_between_two_pieces_is_found(clerk: User) -> None:
    with pytest.raises(FileRefusedError, match="EICAR"):
        _store(clerk, "a.txt", b"a" * ((1 << 20) - 20) + EICAR)


def test_kind_that_the_purpose_does_not_take_is_refused(clerk: User) -> None:
    sheets = Purpose("test.sheets", "名册", TABLES, 1 << 20)
    with pytest.raises(
        FileRefusedError, match=r"名册请提交 \.xlsx、\.xls、\.csv、\.txt，不超过 1 MB"
    ):
        _store(clerk, "a.pdf", made.pdf(), sheets)
    only_pdf = Purpose("test.pdf", "通知", (PDF,), 1 << 20)
    assert _store(clerk, "a.pdf", made.pdf(), only_pdf).kind == "pdf"
