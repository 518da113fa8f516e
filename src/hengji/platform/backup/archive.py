"""The file of a backup: a plain tar whose last member is the manifest.

It gets its name only when it is whole and on the disk; until then it is a hidden ``.partial``.
"""

import hashlib
import io
import os
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from hengji.platform.backup.errors import BackupDamagedError
from hengji.platform.backup.manifest import Manifest, Member

MANIFEST, DUMP, KEYS = "manifest.json", "database.dump", "keys.sealed"
STORED = re.compile(r"files/(?P<two>[0-9a-f]{2})/(?P<sha256>(?P=two)[0-9a-f]{62})")
LARGEST_MANIFEST = 64 * 1024**2  # bytes; it is the one member that is read whole
CHUNK = 1024**2


class Hashing:
    """A stream read through a hash."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self.digest.update(chunk)
        self.size += len(chunk)
        return chunk


class ArchiveWriter:
    """Adds members one after another and remembers each one's hash."""

    def __init__(self, path: Path, mtime: float) -> None:
        self._path = path
        self._mtime = mtime
        self._stream = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
        self._tar = tarfile.open(fileobj=self._stream, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - closed in `close`
        self.members: dict[str, Member] = {}

    def add_file(self, name: str, path: Path) -> Member:
        with path.open("rb") as stream:
            return self._add(name, stream, os.fstat(stream.fileno()).st_size)

    def add_bytes(self, name: str, data: bytes) -> Member:
        return self._add(name, io.BytesIO(data), len(data))

    def close(self) -> None:
        """Return when every byte is on the disk."""
        self._tar.close()
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()

    def _add(self, name: str, stream: IO[bytes], size: int) -> Member:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, int(self._mtime), 0o600
        hashing = Hashing(stream)
        self._tar.addfile(info, hashing)
        member = Member(hashing.size, hashing.digest.hexdigest())
        self.members[name] = member
        return member


def read_members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Every member's name and content, in order. Raises `BackupDamagedError`.

    Nothing is unpacked by a name from the file: whoever takes a member decides where it goes.
    """
    try:
        with tarfile.open(path, "r:") as tar:
            for info in tar:
                stream = tar.extractfile(info) if info.isreg() else None
                if stream is None or not _known(info.name):
                    raise BackupDamagedError(f"含有不认识的内容“{info.name[:80]}”")
                yield info.name, stream
    except (tarfile.TarError, EOFError) as error:
        raise BackupDamagedError("文件不完整或不是备份") from error


def read_verified(path: Path) -> Manifest:
    """The manifest, after every member was read and found to be as it says.

    Raises `BackupDamagedError`.
    """
    try:
        manifest, found = _read(path)
    except (tarfile.TarError, EOFError) as error:  # met while a member is being read
        raise BackupDamagedError("文件不完整或不是备份") from error
    if manifest is None:
        raise BackupDamagedError("没有清单，制作时中断了")
    for name in sorted(manifest.members.keys() | found.keys()):
        if manifest.members.get(name) != found.get(name):
            raise BackupDamagedError(f"“{name}”与清单不符")
    return manifest


def _read(path: Path) -> tuple[Manifest | None, dict[str, Member]]:
    found: dict[str, Member] = {}
    manifest = None
    for name, stream in read_members(path):
        if manifest is not None or name in found:
            raise BackupDamagedError("内容重复")
        if name == MANIFEST:
            manifest = Manifest.from_bytes(stream.read(LARGEST_MANIFEST))
            continue
        hashing = Hashing(stream)
        while hashing.read(CHUNK):
            pass
        found[name] = Member(hashing.size, hashing.digest.hexdigest())
    return manifest, found


def _known(name: str) -> bool:
    return name in {MANIFEST, DUMP, KEYS} or STORED.fullmatch(name) is not None
