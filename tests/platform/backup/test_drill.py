"""The drill: fill, save while others write, destroy, restore, and look whether all is there."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.test import Client

from hengji.platform.audit.check import Checked, chains_check
from hengji.platform.audit.models import AuditEntry
from hengji.platform.backup import programs
from hengji.platform.backup.archive import DUMP, MANIFEST, ArchiveWriter, read_members
from hengji.platform.backup.create import Backup, backup_create
from hengji.platform.backup.errors import (
    BackupDamagedError,
    BackupFailedError,
    RestoreRefusedError,
    SealError,
)
from hengji.platform.backup.restore import backup_restore
from hengji.platform.backup.snapshot import fingerprints
from hengji.platform.datadir import DataDir, DataDirBusyError, Lock
from hengji.platform.files.models import FileRecord
from hengji.platform.files.services import file_path
from hengji.platform.health.backups import backup_record, latest_backup
from hengji.platform.health.findings import Level
from tests.factories.accounts import PASSWORD
from tests.factories.databases import site_on
from tests.platform.backup.conftest import AT, PHRASE, Databases


def _backup(url: str, data: DataDir, folder: Path, phrase: str | None = PHRASE) -> Backup:
    return backup_create(url=url, data=data, folder=folder, passphrase=phrase, at=AT)


def _restore(url: str, data: DataDir, path: Path, *, replace: bool = False) -> None:
    backup_restore(url=url, data=data, path=path, passphrase=PHRASE, replace=replace)


class Writer(threading.Thread):
    """Writes pairs, one transaction each, until it is stopped."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url
        self._stopped = threading.Event()
        self.pairs = 0

    def run(self) -> None:
        with psycopg.connect(self._url) as connection:
            while not self._stopped.is_set():
                name = f"pair-{self.pairs}"
                connection.execute(
                    "INSERT INTO health_backuprecord"
                    " (name, made_at, size, tables, files, with_keys)"
                    " VALUES (%s, now(), 0, 0, 0, false)",
                    [name],
                )
                connection.execute(
                    "INSERT INTO health_nightlyresult"
                    " (run_at, code, label, level, message, remedy, ms)"
                    " VALUES (now(), %s, '', 'ok', '', '', 0)",
                    [name],
                )
                connection.commit()
                self.pairs += 1

    def stop(self) -> int:
        self._stopped.set()
        self.join()
        return self.pairs


@pytest.fixture
def writer(site: str) -> Iterator[Writer]:
    writer = Writer(site)
    writer.start()
    yield writer
    writer.stop()


def _pairs(url: str) -> tuple[set[str], set[str]]:
    with psycopg.connect(url) as connection:
        first = connection.execute("SELECT name FROM health_backuprecord").fetchall()
        second = connection.execute("SELECT code FROM health_nightlyresult").fetchall()
        return {name for (name,) in first}, {code for (code,) in second}


def test_destroyed_site_comes_back_as_it_was_at_one_moment(
    site: str, writer: Writer, data: DataDir, database: Databases, tmp_path: Path, client: Client
) -> None:
    while writer.pairs < 10:
        time.sleep(0.01)
    made = _backup(site, data, tmp_path / "kept")
    during = writer.pairs
    key = data.secret("django")
    while writer.pairs == during:
        time.sleep(0.01)
    written = writer.stop()
    assert written > during

    # Everything is lost: the disk with the files and keys, and the database.
    shutil.rmtree(data.home)
    data.create()
    new = database("template0")
    _restore(new, data, made.path)

    with psycopg.connect(new) as connection:
        assert fingerprints(connection) == made.manifest.tables
        assert len(made.manifest.tables) > 20
    first, second = _pairs(new)
    assert first == second == {f"pair-{number}" for number in range(len(first))}
    assert 10 <= len(first) <= written
    assert data.existing_secret("django") == key
    with site_on(new):
        assert chains_check(known=(), at=AT) == Checked(links=1, faults=())
        for record in FileRecord.objects.all():
            assert file_path(record).stat().st_size == record.size
        assert FileRecord.objects.count() == 5
        answer = client.post("/accounts/login/", {"login": "huaian-clerk", "password": PASSWORD})
        assert answer.status_code == 302
        assert "_auth_user_id" in client.session
        with pytest.raises(Exception, match="只能追加"):
            AuditEntry.objects.all().delete()  # the triggers came back too


def test_restored_site_can_be_saved_and_replaced_again(
    made: Backup, data: DataDir, database: Databases, tmp_path: Path
) -> None:
    new = database("template0")
    _restore(new, data, made.path)
    with psycopg.connect(new) as connection:
        connection.execute("CREATE TABLE later (id int)")
        connection.execute("CREATE SCHEMA other CREATE TABLE other.t (id int)")
    again = _backup(new, data, tmp_path / "again")
    assert "other.t" in again.manifest.tables
    _restore(new, data, made.path, replace=True)
    with psycopg.connect(new) as connection:
        assert fingerprints(connection) == made.manifest.tables


def test_database_that_is_not_empty_is_left_alone(made: Backup, data: DataDir, site: str) -> None:
    with pytest.raises(RestoreRefusedError, match="--replace"):
        _restore(site, data, made.path)
    with psycopg.connect(site) as in_use:
        in_use.execute("SELECT 1")
        with pytest.raises(RestoreRefusedError, match="1 个连接"):
            _restore(site, data, made.path, replace=True)


def test_backup_of_newer_tables_or_of_a_newer_server_is_refused(
    made: Backup, data: DataDir, database: Databases, tmp_path: Path
) -> None:
    new = database("template0")
    for changes in ({"migrations": (("audit", "9999_later"),)}, {"server": 990000}):
        later = _remade(made, tmp_path / "later.backup", dump=lambda dump: dump, **changes)
        with pytest.raises(RestoreRefusedError):
            _restore(new, data, later)


def test_restore_that_breaks_off_leaves_the_database_as_it_was(
    made: Backup, data: DataDir, tmp_path: Path, site: str
) -> None:
    """The file is whole as such; PostgreSQL finds the fault in the middle of its work."""
    broken = _remade(made, tmp_path / "broken.backup", dump=lambda dump: dump[: len(dump) // 2])
    with psycopg.connect(site) as connection:
        before = fingerprints(connection)
    with pytest.raises(BackupFailedError):
        _restore(site, data, broken, replace=True)
    with psycopg.connect(site) as connection:
        assert fingerprints(connection) == before


def _remade(made: Backup, path: Path, *, dump: Callable[[bytes], bytes], **changes: object) -> Path:
    """The backup anew, with a changed dump and a changed manifest that fits it."""
    archive = ArchiveWriter(path, 0)
    for name, stream in read_members(made.path):
        if name != MANIFEST:
            content = stream.read()
            archive.add_bytes(name, dump(content) if name == DUMP else content)
    manifest = replace(made.manifest, members=dict(archive.members), **changes)  # type: ignore[arg-type]  # its fields, by the callers above
    archive.add_bytes(MANIFEST, manifest.to_bytes())
    archive.close()
    return path


def test_wrong_passphrase_is_told_before_anything_is_touched(
    made: Backup, data: DataDir, database: Databases
) -> None:
    new = database("template0")
    with pytest.raises(SealError):
        backup_restore(url=new, data=data, path=made.path, passphrase="wrong", replace=False)
    with psycopg.connect(new) as connection:
        assert fingerprints(connection) == {}


def test_lost_and_damaged_files_are_told_and_the_rest_is_saved(
    filled: str, data: DataDir, tmp_path: Path
) -> None:
    first, second = [path for path in sorted(data.files.rglob("*")) if path.is_file()][:2]
    kept = {path: path.read_bytes() for path in (first, second)}
    first.unlink()
    second.write_bytes(b"changed")
    made = _backup(filled, data, tmp_path / "kept", phrase=None)
    for path, content in kept.items():
        path.write_bytes(content)
    assert made.manifest.lost == (first.name,)
    assert made.manifest.damaged == (second.name,)
    assert sum(name.startswith("files/") for name in made.manifest.members) == 4


def test_backup_killed_in_the_middle_leaves_nothing_that_looks_whole(
    site: str, data: DataDir, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    big = data.files / "00" / ("0" * 64)
    big.parent.mkdir(exist_ok=True)
    with big.open("wb") as out:
        out.truncate(300 * 1024**2)  # so that copying takes a while
    with psycopg.connect(site) as connection:
        connection.execute(
            "INSERT INTO files_filecontent (sha256, size, stored_at, fault)"
            " VALUES (%s, 1, now(), '')",
            [big.name],
        )
    command = [sys.executable, "-m", "hengji.faces.cli.main", "backup", str(folder)]
    process = subprocess.Popen(
        [*command, "--without-secrets"],
        env={**os.environ, "DATABASE_URL": site, "HENGJI_DATA": str(data.home)},
    )
    deadline = time.monotonic() + 60
    while sum(path.stat().st_size for path in folder.glob(".*.partial")) < 1024**2:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert list(folder.glob("*.backup")) == []
    (left,) = folder.glob(".*.partial")
    with pytest.raises(BackupDamagedError):
        _restore(site, data, left)
    big.unlink()
    made = _backup(site, data, folder)
    assert list(folder.glob(".hengji-*")) == []
    assert list(folder.glob("*.backup")) == [made.path]


def test_two_backups_into_one_folder_do_not_meet(site: str, data: DataDir, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    lock = Lock(tmp_path / "kept" / ".backup.lock")
    lock.acquire()
    with pytest.raises(DataDirBusyError):
        _backup(site, data, tmp_path / "kept")
    lock.release()


def test_failure_of_postgresqls_program_is_told_in_its_own_words(
    site: str, data: DataDir, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "LOCK_WAIT_MS", 200)
    with psycopg.connect(site) as other:
        other.execute("LOCK TABLE audit_auditentry IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(BackupFailedError, match="timeout"):
            _backup(site, data, tmp_path / "kept")
    assert list((tmp_path / "kept").glob("*.backup")) == []
    assert list((tmp_path / "kept").glob(".hengji-*")) == []


@pytest.mark.django_db
def test_backup_is_remembered_and_missed_when_it_is_old(made: Backup) -> None:
    noted = backup_record(backup=made, at=AT)
    assert (noted.files, noted.with_keys, noted.name) == (5, True, made.path.name)
    assert AuditEntry.objects.filter(action="backup.create").count() == 1
    assert latest_backup(AT).level is Level.OK
    assert latest_backup(AT.replace(day=7)).level is Level.WARNING
