"""Archives that promise one thing and hold another."""

import struct
import time
import zipfile
from pathlib import Path

import pytest

from hengji.core.documents.archive import Limits, check_archive
from hengji.core.documents.errors import DocumentError
from hengji.core.documents.sheet import open_sheet
from tests.core.documents.made_files import raw_xlsx, row

_SHEET = "xl/worksheets/sheet1.xml"


def _code(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        check_archive(path, *([limits] if limits else []))
    return caught.value.code


def test_bomb_of_equal_bytes_is_refused_before_it_is_inflated(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", row(1, "a", "b") + " " * (66 << 20))
    started = time.process_time()
    with pytest.raises(DocumentError, match="MB") as caught:
        open_sheet(path)
    assert caught.value.code == "BOMB"
    assert time.process_time() - started < 0.5


def test_total_size_is_limited_whatever_the_ratio(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", row(1, "a", "b"))
    assert _code(path, Limits(total_bytes=100)) == "BOMB"


def test_number_of_members_is_limited(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", row(1, "a", "b"))
    assert _code(path, Limits(members=4)) == "BOMB"


def test_directory_that_understates_a_size_is_damage(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", row(1, "a", "b") + " " * (2 << 20))
    with zipfile.ZipFile(path) as archive:
        real = archive.getinfo(_SHEET).file_size
    content = path.read_bytes()
    assert content.count(struct.pack("<L", real)) == 2  # local header and directory
    path.write_bytes(content.replace(struct.pack("<L", real), struct.pack("<L", 500)))
    assert _code(path) == "DAMAGED"


@pytest.mark.parametrize("declaration", ["<!DOCTYPE x [<!ENTITY a 'b'>]>", "<!DOCTYPE x>"])
def test_entities_are_refused(tmp_path: Path, declaration: str) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", "", before=f"<!-- {'x' * (1 << 20)} -->{declaration}")
    assert _code(path) == "ENTITIES"


def test_part_in_an_encoding_that_hides_its_content_is_refused(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", row(1, "a", "b"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/other.xml", "<!DOCTYPE x><x/>".encode("utf-16"))
    assert _code(path) == "DAMAGED"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_damage(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", row(1, "a", "b"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(_SHEET.upper(), "<worksheet/>")
    assert _code(path) == "DAMAGED"


def test_locked_member_is_encryption(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", row(1, "a", "b"))
    content = bytearray(path.read_bytes())
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1  # the flag of the first member
    path.write_bytes(content)
    assert _code(path) == "ENCRYPTED"


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95, 0.999])
def test_cut_file_is_damaged(tmp_path: Path, share: float) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", row(1, "a", "b"))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert _code(path) == "DAMAGED"
