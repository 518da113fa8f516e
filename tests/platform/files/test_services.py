"""Stored files: what is kept, what is refused, and what is told of a file."""

import hashlib
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from hengji.platform.accounts.models import User
from hengji.platform.errors import TooLargeError
from hengji.platform.files.models import FileRecord
from hengji.platform.files.services import FileLostError, file_path, file_store

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def _store(actor: User, content: bytes, name: str = "名册.xlsx", limit: int = 1000) -> FileRecord:
    assert actor.jurisdiction
    return file_store(
        actor=actor,
        jurisdiction=actor.jurisdiction,
        name=name,
        chunks=[content[:3], content[3:]],
        at=AT,
        limit=limit,
    )


def _stored() -> list[Path]:
    return [path for path in Path(settings.FILES_ROOT).rglob("*") if path.is_file()]


def test_file_is_found_again_by_its_content(clerk: User) -> None:
    record = _store(clerk, b"abcdef")
    assert record.sha256 == hashlib.sha256(b"abcdef").hexdigest()
    assert (record.size, file_path(record).read_bytes()) == (6, b"abcdef")


def test_equal_files_of_two_owners_share_their_bytes(clerk: User, stranger: User) -> None:
    first, second = _store(clerk, b"equal"), _store(stranger, b"equal", "另一个.csv")
    assert file_path(first) == file_path(second)
    assert (first.original_name, second.original_name) == ("名册.xlsx", "另一个.csv")


def test_file_over_the_limit_leaves_nothing(clerk: User) -> None:
    before = _stored()
    with pytest.raises(TooLargeError):
        _store(clerk, b"x" * 11, limit=10)
    assert _stored() == before
    assert not FileRecord.objects.exists()


def test_file_whose_bytes_are_gone_says_so(clerk: User) -> None:
    record = _store(clerk, b"soon gone")
    file_path(record).unlink()
    with pytest.raises(FileLostError, match=r"名册\.xlsx"):
        file_path(record)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\用户\\名册.xlsx", "名册.xlsx"),
        ("a\x00b\n.csv", "ab.csv"),
        ("", "未命名文件"),
        ("长" * 300 + ".xlsx", "长" * 115 + ".xlsx"),
    ],
)
def test_name_is_kept_without_folders_and_control_characters(
    clerk: User, name: str, kept: str
) -> None:
    assert _store(clerk, b"x", name).original_name == kept


def test_type_is_told_by_content_not_by_name(clerk: User) -> None:
    workbook = io.BytesIO()
    with zipfile.ZipFile(workbook, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    kinds = {
        "a.pdf": b"\x7fELF\x00\x00",
        "b.txt": b"%PDF-1.7 ...",
        "c.xlsx": "编号,姓名".encode("gb18030"),
        "d.csv": workbook.getvalue(),
        "e.xlsx": b"PK\x03\x04 broken",
    }
    told = {name: _store(clerk, content, name).content_type for name, content in kinds.items()}
    assert told == {
        "a.pdf": "application/octet-stream",
        "b.txt": "application/pdf",
        "c.xlsx": "text/plain",
        "d.csv": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "e.xlsx": "application/octet-stream",
    }
