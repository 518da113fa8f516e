"""Taking files in, and giving them out to those who may see what they belong to."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from mimetypes import guess_type
from pathlib import Path, PurePath

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record as audit
from hengji.platform.errors import ConflictError, TooLargeError
from hengji.platform.files.errors import FileLostError
from hengji.platform.files.kinds import FileKind, kind_of
from hengji.platform.files.models import FileContent, FileRecord
from hengji.platform.files.purposes import MEGABYTE, Purpose
from hengji.platform.files.queries import file_get
from hengji.platform.files.scanning import scan
from hengji.platform.files.storage import CHUNK, DamagedError, Store, digest_of, store
from hengji.platform.files.tricks import refuse_tricks
from hengji.platform.jurisdictions.models import Jurisdiction

LONGEST_NAME = 120


@dataclass(frozen=True)
class _Incoming:
    """Bytes on their way in: on the disk, outside the store."""

    path: Path
    sha256: str
    size: int


def file_store(
    *,
    actor: User | None,
    jurisdiction: Jurisdiction,
    purpose: Purpose,
    name: str,
    chunks: Iterable[bytes],
    at: datetime,
    subject: Model | None = None,
) -> FileRecord:
    """Take a file in from outside: sized, told by its bytes, scanned, and only then kept.

    ``actor`` is None for one of the public. ``subject`` is the record that it belongs to; where
    that comes later, `file_attach` tells it. Raises `TooLargeError`, `FileRefusedError` and
    `ScannerDownError`; nothing is left then. The bytes are in the store before the record is in
    the database, never the other way about.
    """
    name = plain_name(name)
    keep = store()
    most_bytes = min(purpose.most_bytes, settings.MAX_UPLOAD_BYTES)
    with _received(keep, name, chunks, most_bytes) as incoming:
        scan(incoming.path)
        kind = kind_of(incoming.path)
        refuse_tricks(incoming.path, name, kind, purpose)
        keep.put(incoming.path, incoming.sha256)
    file = _record(actor, jurisdiction, purpose, name, incoming, kind.media_type, kind, at)
    if subject is not None:
        file_attach(file=file, subject=subject)
    return file


def file_store_path(
    *,
    actor: User | None,
    jurisdiction: Jurisdiction,
    purpose: Purpose,
    name: str,
    path: Path,
    at: datetime,
    subject: Model | None = None,
) -> FileRecord:
    """The same for a file that the system made itself: it is trusted, and of any size."""
    name = plain_name(name)
    keep = store()
    with path.open("rb") as stream:
        chunks = iter(lambda: stream.read(CHUNK), b"")
        with _received(keep, name, chunks, path.stat().st_size) as incoming:
            keep.put(incoming.path, incoming.sha256)
    media_type = guess_type(name)[0] or "application/octet-stream"
    file = _record(actor, jurisdiction, purpose, name, incoming, media_type, None, at)
    if subject is not None:
        file_attach(file=file, subject=subject)
    return file


def file_attach(*, file: FileRecord, subject: Model) -> None:
    """Say which record the file belongs to: whoever may see that may have the file.

    A file belongs to one record, once and for all. Raises `ConflictError`.
    """
    found = {"subject_type": subject._meta.label_lower, "subject_id": str(subject.pk)}
    free = FileRecord.objects.filter(pk=file.pk, subject_type="")
    if not free.update(**found) and not FileRecord.objects.filter(pk=file.pk, **found).exists():
        raise ConflictError("FILE_ATTACHED", f"文件“{file}”已属于另一条记录。")
    file.subject_type, file.subject_id = found["subject_type"], found["subject_id"]


@transaction.atomic
def file_take(*, actor: User, file_id: int, at: datetime) -> tuple[FileRecord, Path]:
    """A file to be sent to the actor, with a trace. Its bytes are compared with their hash first.

    Raises `NoSuchFileError` and `FileLostError`.
    """
    file = file_get(actor, file_id)
    path = file_path(file)
    if digest_of(path) != file.sha256:
        raise FileLostError(file.original_name, is_damaged=True)
    audit(
        actor=actor,
        action="file.download",
        subject=file,
        jurisdiction=file.jurisdiction,
        at=at,
        after={"sha256": file.sha256, "purpose": file.purpose},
    )
    return file, path


def file_path(file: FileRecord) -> Path:
    """Where the bytes can be read. Raises `FileLostError` for bytes that are not all there."""
    try:
        path = store().local(file.sha256)
    except FileNotFoundError as error:
        raise FileLostError(file.original_name) from error
    except DamagedError as error:
        raise FileLostError(file.original_name, is_damaged=True) from error
    if path.stat().st_size != file.size:
        raise FileLostError(file.original_name, is_damaged=True)
    return path


@contextmanager
def _received(
    keep: Store, name: str, chunks: Iterable[bytes], most_bytes: int
) -> Iterator[_Incoming]:
    """The bytes in a file that is gone when the context ends, unless the store has taken it."""
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=keep.spool, prefix="incoming-", delete=False) as out:
        path = Path(out.name)
        try:
            for chunk in chunks:
                size += len(chunk)
                if size > most_bytes:
                    raise TooLargeError(
                        "FILE_TOO_LARGE",
                        f"文件“{name}”超过 {most_bytes // MEGABYTE} MB，请拆分或压缩后再传。",
                        field="file",
                    )
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            yield _Incoming(path, digest.hexdigest(), size)
        finally:
            path.unlink(missing_ok=True)


def _record(
    actor: User | None,
    jurisdiction: Jurisdiction,
    purpose: Purpose,
    name: str,
    incoming: _Incoming,
    media_type: str,
    kind: FileKind | None,
    at: datetime,
) -> FileRecord:
    # Two at once may bring equal bytes; both then refer to the one row.
    FileContent.objects.bulk_create(
        [FileContent(sha256=incoming.sha256, size=incoming.size, stored_at=at)],
        ignore_conflicts=True,
    )
    return FileRecord.objects.create(
        content_id=incoming.sha256,
        size=incoming.size,
        kind=kind.code if kind else "",
        content_type=media_type,
        original_name=name,
        purpose=purpose.code,
        uploaded_by=actor,
        jurisdiction=jurisdiction,
        created_at=at,
    )


def plain_name(name: str) -> str:
    """Without folders, control characters and more length than a file system takes."""
    last = PurePath(name.replace("\\", "/")).name
    kept = "".join(c for c in last if c.isprintable()).strip()
    stem, suffix = PurePath(kept).stem, PurePath(kept).suffix
    return (stem[: LONGEST_NAME - len(suffix)] + suffix) if kept else "未命名文件"
