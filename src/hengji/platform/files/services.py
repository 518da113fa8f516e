"""Storing a file and finding its bytes again."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path, PurePath

from django.conf import settings

from hengji.platform.accounts.models import User
from hengji.platform.errors import NotFoundError, TooLargeError
from hengji.platform.files.content import content_type_of
from hengji.platform.files.models import FileRecord
from hengji.platform.jurisdictions.models import Jurisdiction

CHUNK = 1024 * 1024


class FileLostError(NotFoundError):
    """The record is there and its bytes are not: the disk was restored without them."""


def file_store(
    *,
    actor: User | None,
    jurisdiction: Jurisdiction,
    name: str,
    chunks: Iterable[bytes],
    at: datetime,
    limit: int | None = None,
) -> FileRecord:
    """Write the bytes once under their hash and record who brought them.

    ``limit`` in bytes, by default MAX_UPLOAD_BYTES. Raises `TooLargeError`; nothing is left then.
    The bytes are on the disk before the record is in the database, never the other way about.
    """
    limit = settings.MAX_UPLOAD_BYTES if limit is None else limit
    root = _root()
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=root, prefix="incoming-", delete=False) as out:
        incoming = Path(out.name)
        try:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise TooLargeError(
                        "FILE_TOO_LARGE",
                        f"文件“{name}”超过 {limit // 1024**2} MB，请拆分后再上传。",
                    )
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
            kind = content_type_of(incoming)
            target = _path(root, digest.hexdigest())
            target.parent.mkdir(parents=True, exist_ok=True)
            incoming.replace(target)  # equal bytes: writing them again changes nothing
        except BaseException:
            incoming.unlink(missing_ok=True)
            raise
    return FileRecord.objects.create(
        sha256=digest.hexdigest(),
        size=size,
        content_type=kind,
        original_name=_plain_name(name),
        uploaded_by=actor,
        jurisdiction=jurisdiction,
        created_at=at,
    )


def file_store_path(
    *, actor: User | None, jurisdiction: Jurisdiction, name: str, path: Path, at: datetime
) -> FileRecord:
    """The same for a file that the system made; no limit holds for those."""
    with path.open("rb") as stream:
        return file_store(
            actor=actor,
            jurisdiction=jurisdiction,
            name=name,
            chunks=iter(lambda: stream.read(CHUNK), b""),
            at=at,
            limit=path.stat().st_size,
        )


def file_path(record: FileRecord) -> Path:
    """Where the bytes lie, for reading. Raises `FileLostError`."""
    path = _path(_root(), record.sha256)
    if not path.exists():
        raise FileLostError("FILE_LOST", f"文件“{record.original_name}”的内容已不在服务器上。")
    return path


def _root() -> Path:
    root = Path(settings.FILES_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    return root


def _path(root: Path, sha256: str) -> Path:
    return root / sha256[:2] / sha256


def _plain_name(name: str) -> str:
    """Without folders, control characters and more length than a file system takes."""
    last = PurePath(name.replace("\\", "/")).name
    kept = "".join(c for c in last if c.isprintable()).strip()
    stem, suffix = PurePath(kept).stem, PurePath(kept).suffix
    return (stem[: 120 - len(suffix)] + suffix) if kept else "未命名文件"
