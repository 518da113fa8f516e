"""Where the bytes lie: on the local disk, or in any store that Django knows (S3 by setting).

A file's name in the store is its SHA-256, so equal files are kept once, a file never changes, and
what comes back can be compared with what went in.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage as DjangoStorage
from django.core.files.storage import storages

CHUNK = 1 << 20
REMOTE = "files"  # the alias in settings.STORAGES that takes the place of the local disk
_JUST_USED = 3600.0  # seconds for which a copy is not taken out of the cache


class Store(Protocol):
    """What keeps the bytes. ``spool`` is a folder for files on their way in."""

    @property
    def spool(self) -> Path: ...

    def put(self, incoming: Path, sha256: str) -> None:
        """Take ``incoming`` in under its hash; on return it is durable. It may be gone after."""

    def local(self, sha256: str) -> Path:
        """A path to read the bytes from. Raises FileNotFoundError and `DamagedError`."""

    def kept_digest(self, sha256: str) -> str:
        """The hash of what is really kept, past any cache. Raises FileNotFoundError."""

    def kept_size(self, sha256: str) -> int:
        """How many bytes are really kept. Raises FileNotFoundError."""


def store() -> Store:
    """The store that the site's settings name."""
    if REMOTE in settings.STORAGES:
        return RemoteStore(storages[REMOTE], Path(settings.FILES_CACHE))
    return LocalStore(Path(settings.FILES_ROOT))


class LocalStore:
    """Files below one folder outside the web root, readable by the server's user alone."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def spool(self) -> Path:
        return _folder(self._root)  # the same disk, so that moving in is one step

    def put(self, incoming: Path, sha256: str) -> None:
        place(incoming, self._path(sha256))

    def local(self, sha256: str) -> Path:
        path = self._path(sha256)
        if not path.exists():
            raise FileNotFoundError(sha256)
        return path

    def kept_digest(self, sha256: str) -> str:
        return digest_of(self.local(sha256))

    def kept_size(self, sha256: str) -> int:
        return self.local(sha256).stat().st_size

    def _path(self, sha256: str) -> Path:
        return self._root / sha256[:2] / sha256


class RemoteStore:
    """A store elsewhere, with a bounded cache of whole files: the readers of documents need paths.

    A copy gets into the cache only when its bytes have the hash that they are asked for by.
    """

    def __init__(self, remote: DjangoStorage, cache: Path) -> None:
        self._remote = remote
        self._cache = cache

    @property
    def spool(self) -> Path:
        return _folder(self._cache)

    def put(self, incoming: Path, sha256: str) -> None:
        with incoming.open("rb") as stream:
            self._remote.save(_key(sha256), File(stream))
        place(incoming, self._cache / sha256)

    def local(self, sha256: str) -> Path:
        path = self._cache / sha256
        if not path.exists():
            self._fetch(sha256, path)
            prune(self._cache, settings.FILES_CACHE_BYTES)
        os.utime(path)  # the cache lets go of what was not used for longest
        return path

    def kept_digest(self, sha256: str) -> str:
        digest = hashlib.sha256()
        for piece in self._pieces(sha256):
            digest.update(piece)
        return digest.hexdigest()

    def kept_size(self, sha256: str) -> int:
        if not self._remote.exists(_key(sha256)):
            raise FileNotFoundError(sha256)
        return self._remote.size(_key(sha256))

    def _pieces(self, sha256: str) -> Iterator[bytes]:
        if not self._remote.exists(_key(sha256)):
            raise FileNotFoundError(sha256)
        with self._remote.open(_key(sha256)) as stream:
            yield from stream.chunks(CHUNK)

    def _fetch(self, sha256: str, path: Path) -> None:
        with tempfile.NamedTemporaryFile(dir=self.spool, prefix="incoming-", delete=False) as out:
            incoming = Path(out.name)
            try:
                for piece in self._pieces(sha256):
                    out.write(piece)
                out.flush()
                if digest_of(incoming) != sha256:
                    raise DamagedError(sha256)
                place(incoming, path)
            finally:
                incoming.unlink(missing_ok=True)


class DamagedError(Exception):
    """The store gave other bytes than it was given."""


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def place(incoming: Path, target: Path) -> None:
    """Move a file to its place so that a crash leaves all of it or nothing.

    Equal bytes may be there already; putting them anew heals a copy that the disk has spoilt.
    """
    folder = _folder(target.parent)
    with incoming.open("rb") as stream:
        os.fsync(stream.fileno())
    incoming.chmod(0o600)
    incoming.replace(target)
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)  # the name, not only the bytes
    finally:
        os.close(entry)


def prune(folder: Path, most_bytes: int) -> None:
    """Take the longest unused copies out of a cache until it fits, but for those just used."""
    copies = sorted(
        (stat.st_mtime, stat.st_size, path)
        for path in folder.iterdir()
        if path.is_file() and (stat := path.stat())
    )
    total = sum(size for _, size, _ in copies)
    for used, size, path in copies:
        if total <= most_bytes or used > time.time() - _JUST_USED:
            return
        path.unlink(missing_ok=True)
        total -= size


def _folder(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def _key(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"
