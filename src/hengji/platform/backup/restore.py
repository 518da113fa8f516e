"""Getting a site back from a backup: all of it, or an unchanged database."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

import psycopg
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from hengji.platform.backup.archive import DUMP, KEYS, STORED, read_members, read_verified
from hengji.platform.backup.errors import BackupDamagedError, RestoreRefusedError
from hengji.platform.backup.keep import keep
from hengji.platform.backup.manifest import Manifest
from hengji.platform.backup.programs import Programs
from hengji.platform.backup.seal import opened
from hengji.platform.backup.snapshot import TABLES, fingerprints
from hengji.platform.datadir import DataDir

SCHEMAS = """
SELECT nspname FROM pg_namespace
WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' ORDER BY 1
"""
OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def backup_restore(
    *,
    url: str,
    data: DataDir,
    path: Path,
    passphrase: str | None,
    replace: bool,
    tell: Callable[[str], None] = lambda step: None,
) -> Manifest:
    """Check the whole file first, then put back files, database and keys, and compare.

    ``replace`` allows a database that is not empty to be emptied. Raises `BackupDamagedError`,
    `SealError`, `RestoreRefusedError` and `BackupFailedError`; after each the database is as it
    was, except when the comparison at the end fails.
    """
    tell("校验备份")
    manifest = read_verified(path)
    keys = _opened(path, passphrase)
    server = _refuse_unfit(url, manifest, replace=replace)
    tell("恢复文件")
    with tempfile.NamedTemporaryFile(dir=data.home, prefix="restore-") as dump:
        _take_out(path, dump)
        tell("恢复数据库")
        Programs.for_server(max(server, manifest.server)).load(
            url, Path(dump.name), _emptying(url) if replace else ()
        )
    tell("核对各表")
    _compare(url, manifest)
    for name, value in keys.items():
        data.keep_secret(name, value)
    return manifest


def _opened(path: Path, passphrase: str | None) -> dict[str, str]:
    """The sealed keys, tried before anything is touched."""
    sealed = next((stream.read() for name, stream in read_members(path) if name == KEYS), None)
    if sealed is None or passphrase is None:
        return {}
    return opened(sealed, passphrase)


def _refuse_unfit(url: str, manifest: Manifest, *, replace: bool) -> int:
    """The server's version; raises `RestoreRefusedError` where this backup cannot go."""
    known = set(MigrationLoader(None).disk_migrations)
    if not known.issuperset(manifest.migrations):
        raise RestoreRefusedError(
            f"备份由更新的程序（{manifest.program}）制作，本程序不认识其中的数据表。请先升级本程序。"
        )
    with psycopg.connect(url) as connection:
        server = connection.info.server_version
        if server // 10000 < manifest.server // 10000:
            raise RestoreRefusedError(
                f"备份来自 PostgreSQL {manifest.server // 10000}，不能恢复到更旧的"
                f" PostgreSQL {server // 10000}。"
            )
        if connection.execute(TABLES).fetchone() is not None:
            if not replace:
                raise RestoreRefusedError(
                    "数据库不是空的。要用备份替换其中的全部内容，请加 --replace。"
                )
            row = connection.execute(OTHERS).fetchone()
            if row and row[0]:
                raise RestoreRefusedError(
                    f"还有 {row[0]} 个连接在使用数据库。请先停止网页与后台进程。"
                )
    return server


def _take_out(path: Path, dump: IO[bytes]) -> None:
    """Files into their places, which changes nothing where they are; the dump beside."""
    for name, stream in read_members(path):
        stored = STORED.fullmatch(name)
        if stored:
            keep(stored["sha256"], stream)
        elif name == DUMP:
            shutil.copyfileobj(stream, dump)
            dump.flush()


def _emptying(url: str) -> list[bytes]:
    """Statements that drop everything in the database, for the transaction that fills it anew."""
    with psycopg.connect(url) as connection:
        names = [sql.Identifier(name) for (name,) in connection.execute(SCHEMAS).fetchall()]
        drop, create = sql.SQL("DROP SCHEMA {} CASCADE;\n"), sql.SQL("CREATE SCHEMA public;\n")
        return [*(drop.format(name).as_bytes(connection) for name in names), create.as_bytes(None)]


def _compare(url: str, manifest: Manifest) -> None:
    """Every table against its fingerprint; then let the planner know what it has."""
    with psycopg.connect(url, autocommit=True) as connection:
        found = fingerprints(connection)
        for table in sorted(manifest.tables.keys() | found.keys()):
            if manifest.tables.get(table) != found.get(table):
                raise BackupDamagedError(f"恢复后的表 {table} 与备份时不符")
        connection.execute("ANALYZE")
