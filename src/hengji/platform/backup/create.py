"""Making a backup beside a running site."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psycopg

from hengji.platform.backup.archive import DUMP, KEYS, MANIFEST, ArchiveWriter
from hengji.platform.backup.keep import kept_path
from hengji.platform.backup.manifest import Manifest
from hengji.platform.backup.programs import Programs
from hengji.platform.backup.seal import sealed
from hengji.platform.backup.snapshot import fingerprints, snapshot
from hengji.platform.datadir import DataDir, Lock

PREFIX = "hengji-"
SUFFIX = ".backup"
OWN_TO_THE_CLUSTER = ("database", "database-superuser")
"""Keys that a backup leaves out: the embedded server makes new ones for a new cluster."""


@dataclass(frozen=True)
class Backup:
    """A backup that is whole and on the disk."""

    path: Path
    manifest: Manifest


def backup_create(
    *,
    url: str,
    data: DataDir,
    folder: Path,
    passphrase: str | None,
    at: datetime,
    tell: Callable[[str], None] = lambda step: None,
) -> Backup:
    """Save one moment of the database, every file that it names, and the keys, sealed.

    Without a ``passphrase`` the keys are left out. Files are written before their records and
    never changed, so what the moment names is there when it is copied. Raises `BackupFailedError`,
    and `DataDirBusyError` while another backup goes into the same folder.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = Lock(folder / ".backup.lock")
    lock.acquire()
    try:
        _sweep(folder)
        name = f"{PREFIX}{at.astimezone(UTC):%Y%m%dT%H%M%SZ}{SUFFIX}"
        partial = folder / f".{name}.partial"
        manifest = _write(url, data, partial, passphrase, at, tell)
        partial.rename(folder / name)
        _sync(folder)
        return Backup(folder / name, manifest)
    finally:
        _sweep(folder)
        lock.release()


def _write(
    url: str,
    data: DataDir,
    partial: Path,
    passphrase: str | None,
    at: datetime,
    tell: Callable[[str], None],
) -> Manifest:
    archive = ArchiveWriter(partial, at.timestamp())
    dump = partial.with_suffix(".dump")
    with snapshot(url) as (connection, moment):
        server = connection.info.server_version
        tell("导出数据库")
        Programs.for_server(server).dump(url, moment, dump)
        archive.add_file(DUMP, dump)
        dump.unlink()
        tell("核算各表")
        tables = fingerprints(connection)
        migrations = connection.execute("SELECT app, name FROM django_migrations ORDER BY id")
        applied = tuple((str(app), str(name)) for app, name in migrations.fetchall())
        hashes = _stored(connection)
    tell(f"复制 {len(hashes)} 个文件")
    lost, damaged = _add_files(archive, hashes)
    if passphrase is not None:
        archive.add_bytes(KEYS, sealed(_keys(data), passphrase))
    manifest = Manifest(
        made_at=at.isoformat(),
        program=version("hengji"),
        server=server,
        migrations=applied,
        tables=tables,
        members=dict(archive.members),
        lost=lost,
        damaged=damaged,
    )
    archive.add_bytes(MANIFEST, manifest.to_bytes())
    archive.close()
    return manifest


def _stored(connection: psycopg.Connection[tuple[object, ...]]) -> tuple[str, ...]:
    found = connection.execute("SELECT sha256 FROM files_filecontent ORDER BY 1")
    return tuple(str(sha256) for (sha256,) in found.fetchall())


def _add_files(
    archive: ArchiveWriter, hashes: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Copy what there is: a disk's fault in one file must not stop the saving of all others."""
    lost, damaged = [], []
    for sha256 in hashes:
        path = kept_path(sha256)
        if path is None:
            lost.append(sha256)
        elif archive.add_file(f"files/{sha256[:2]}/{sha256}", path).sha256 != sha256:
            damaged.append(sha256)
    return tuple(lost), tuple(damaged)


def _keys(data: DataDir) -> dict[str, str]:
    folder = data.home / "secrets"
    return {
        path.name: path.read_text()
        for path in sorted(folder.iterdir())
        if path.name not in OWN_TO_THE_CLUSTER and path.suffix != ".new"
    }


def _sweep(folder: Path) -> None:
    """Remove what a killed backup left; under the lock nobody else's can be there."""
    for left in folder.glob(f".{PREFIX}*{SUFFIX}.*"):
        left.unlink()


def _sync(folder: Path) -> None:
    """Have the new name on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
