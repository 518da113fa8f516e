"""A backup's file: whole or refused, whatever happened to it."""

import io
import tarfile
from pathlib import Path

import pytest

from hengji.platform.backup.archive import DUMP, MANIFEST, ArchiveWriter, read_verified
from hengji.platform.backup.errors import BackupDamagedError, SealError
from hengji.platform.backup.manifest import Fingerprint, Manifest
from hengji.platform.backup.seal import opened, sealed

STORED = "files/ab/ab" + "0" * 62


def _write(path: Path, *, manifest: bool = True) -> Manifest:
    archive = ArchiveWriter(path, 0)
    archive.add_bytes(DUMP, b"d" * 5000)
    archive.add_bytes(STORED, "内容".encode())
    made = Manifest(
        made_at="2026-01-05T09:00:00+08:00",
        program="1.0",
        server=180006,
        migrations=(("audit", "0001_initial"),),
        tables={"public.t": Fingerprint(3, "99")},
        members=dict(archive.members),
        lost=(),
        damaged=(),
    )
    if manifest:
        archive.add_bytes(MANIFEST, made.to_bytes())
    archive.close()
    return made


def test_manifest_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "b"
    made = _write(path)
    assert read_verified(path) == made
    assert path.stat().st_mode & 0o777 == 0o600


def test_any_changed_byte_is_found(tmp_path: Path) -> None:
    path = tmp_path / "b"
    _write(path)
    whole = path.read_bytes()
    with tarfile.open(path) as tar:
        ends = [info.offset_data + info.size for info in tar]
    for place in (0, 100, 600, 5000, ends[0] - 1, ends[1] - 1, ends[2] - 1, ends[2] - 40):
        changed = bytearray(whole)
        changed[place] ^= 1
        path.write_bytes(changed)
        with pytest.raises(BackupDamagedError):
            read_verified(path)


def test_file_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b"
    _write(path)
    whole = path.read_bytes()
    with tarfile.open(path) as tar:
        end = max(info.offset_data + info.size for info in tar)
    for length in (0, 1, 511, 512, 4000, 6144, end - 600, end - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(BackupDamagedError):
            read_verified(path)


def test_backup_without_its_manifest_is_refused(tmp_path: Path) -> None:
    _write(tmp_path / "b", manifest=False)
    with pytest.raises(BackupDamagedError, match="中断"):
        read_verified(tmp_path / "b")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "files/ab/cd" + "0" * 62, "other.txt"]
)
def test_member_of_any_other_name_is_refused(tmp_path: Path, name: str) -> None:
    archive = ArchiveWriter(tmp_path / "b", 0)
    archive.add_bytes(name, b"x")
    archive.close()
    with pytest.raises(BackupDamagedError, match="不认识"):
        read_verified(tmp_path / "b")


def test_link_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "b", "w") as tar:
        link = tarfile.TarInfo(STORED)
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    with pytest.raises(BackupDamagedError):
        read_verified(tmp_path / "b")


def test_backup_of_a_newer_format_is_refused(tmp_path: Path) -> None:
    made = _write(tmp_path / "b")
    with tarfile.open(tmp_path / "c", "w") as tar:
        data = made.to_bytes().replace(b'"format": 1', b'"format": 2')
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))
    with pytest.raises(BackupDamagedError, match="更新的版本"):
        read_verified(tmp_path / "c")


def test_sealed_keys_open_with_their_passphrase_only() -> None:
    keys = {"django": "secret-word", "fields": "another"}
    data = sealed(keys, "correct horse")
    assert opened(data, "correct horse") == keys
    assert b"secret-word" not in data
    with pytest.raises(SealError):
        opened(data, "wrong")
