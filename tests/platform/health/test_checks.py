"""Each check tells a sound installation from one with its very fault."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from hengji.platform.accounts.models import User
from hengji.platform.datadir import DataDir
from hengji.platform.files.services import file_path, file_store
from hengji.platform.files.vitals import present, sample
from hengji.platform.health.checks import database, machine, packages, site
from hengji.platform.health.findings import Finding, Level
from hengji.platform.health.registry import Kind, run_checks
from hengji.platform.jobs import vitals
from hengji.platform.jobs.rules import RESULT

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh data directory with its key, and the settings of one's own machine."""
    data = DataDir(tmp_path / "data")
    data.create()
    monkeypatch.setattr(settings, "DATA", data)
    monkeypatch.setattr(settings, "SECRET_KEY", data.secret("django"))
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["127.0.0.1"])
    monkeypatch.setattr(settings, "HTTPS", False)
    monkeypatch.setattr(settings, "DEBUG", False)
    return data.home


@pytest.mark.django_db
def test_sound_installation_has_no_error(home: Path) -> None:
    found = run_checks(Kind.INSTALLATION, at=AT)
    assert len(found) > 15
    assert [result for result in found if result.finding.level is Level.ERROR] == []


def test_data_that_others_may_read_is_an_error(home: Path) -> None:
    (home / "files").chmod(0o755)
    found = machine.data_folder(AT)
    assert (found.level, str(home / "files") in found.message) == (Level.ERROR, True)
    (home / "secrets" / "django").chmod(0o644)
    assert "django" in site.secrets(AT).message


def test_missing_data_and_key_are_errors(home: Path) -> None:
    (home / "secrets" / "django").unlink()
    assert site.secrets(AT).level is Level.ERROR
    settings.DATA = DataDir(home / "nowhere")
    assert machine.data_folder(AT).level is Level.ERROR


@pytest.mark.parametrize(
    ("free", "level"),
    [(10 * 1024**3, Level.OK), (1024**3, Level.WARNING), (1024**2, Level.ERROR)],
)
def test_disk_warns_before_it_is_full(
    home: Path, monkeypatch: pytest.MonkeyPatch, free: int, level: Level
) -> None:
    monkeypatch.setattr(machine, "SCARCE", machine.room()[1] - free + 5 * 1024**3)
    monkeypatch.setattr(machine, "SPENT", machine.room()[1] - free + 512 * 1024**2)
    assert machine.disk(AT).level is level


@pytest.mark.parametrize(
    ("changes", "examine", "level"),
    [
        ({"DEBUG": True}, site.mode, Level.ERROR),
        ({"DEMO": True, "DEMO_PASSWORD": "hengji-demo"}, site.mode, Level.ERROR),
        ({"DEMO": True, "DEMO_PASSWORD": "a long one"}, site.mode, Level.WARNING),
        ({"DEMO": False}, site.mode, Level.OK),
        ({}, site.https, Level.ERROR),
        ({"HTTPS": True}, site.https, Level.OK),
        ({"ALLOWED_HOSTS": ["*"]}, site.hosts, Level.ERROR),
        ({"ALLOWED_HOSTS": ["hengji.example", ""]}, site.hosts, Level.WARNING),
        ({"SECRET_KEY": "short"}, site.secrets, Level.ERROR),
    ],
)
def test_public_site_with_an_unfit_setting_is_told(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    changes: dict[str, object],
    examine: Callable[[datetime], Finding],
    level: Level,
) -> None:
    for name, value in ({"ALLOWED_HOSTS": ["hengji.example"]} | changes).items():
        monkeypatch.setattr(settings, name, value)
    found = examine(AT)
    assert found.level is level
    assert bool(found.remedy) is (level is not Level.OK)


def test_package_of_another_version_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pins = tmp_path / "run.txt"
    pins.write_text(
        "django==1.0 \\\n    --hash=sha256:00\nno-such-package==1\n"
        "no-such-on-this-platform==1 ; sys_platform == 'win32'\n"
    )
    monkeypatch.setattr(packages, "PINS", pins)
    found = packages.packages(AT)
    assert found.level is Level.WARNING
    assert "（应为 1.0）" in found.message
    assert "缺少 no-such-package" in found.message
    assert "platform" not in found.message


@pytest.mark.django_db
def test_pending_migration_is_an_error() -> None:
    assert database.migrations(AT).level is Level.OK
    (newest,) = MigrationLoader(connection).graph.leaf_nodes("audit")
    MigrationRecorder(connection).record_unapplied(*newest)
    assert database.migrations(AT).level is Level.ERROR


@pytest.mark.django_db
def test_missing_extension_is_an_error_with_its_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "EXTENSIONS", ("pg_trgm", "no_such"))
    found = database.extensions(AT)
    assert (found.level, "CREATE EXTENSION no_such" in found.remedy) == (Level.ERROR, True)


@pytest.mark.django_db
def test_clock_that_runs_apart_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    assert database.clock(AT).level is Level.OK
    monkeypatch.setattr(database, "MOST_SKEW", database.MOST_SKEW * -1)
    assert database.clock(AT).level is Level.ERROR


@pytest.mark.django_db
def test_worker_counts_while_its_heart_beats() -> None:
    assert vitals.worker(AT).level is Level.WARNING
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        (worker,) = cursor.fetchone()
        assert vitals.worker(AT).level is Level.OK
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id)"
            " VALUES ('jobs', 'some', 'doing', %s)",
            [worker],
        )
        assert vitals.stalled(AT).level is Level.OK
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 h'")
    assert vitals.worker(AT).level is Level.WARNING
    assert vitals.stalled(AT).level is Level.WARNING


@pytest.mark.django_db
def test_file_that_was_changed_or_lost_is_found(clerk: User) -> None:
    assert clerk.jurisdiction
    records = [
        file_store(
            actor=clerk,
            jurisdiction=clerk.jurisdiction,
            purpose=RESULT,
            name="a.txt",
            chunks=[content],
            at=AT,
        )
        for content in (b"kept", b"changed", b"cut", b"lost")
    ]
    assert sample(AT).level is Level.OK
    assert list(present()) == []
    _, changed, cut, lost = (file_path(record) for record in records)
    changed.write_bytes(b"CHANGED")
    os.truncate(cut, 1)
    lost.unlink()
    assert sample(AT).message.count("文件") == 3
    assert len(list(present())) == 2  # the night's walk reads no bytes
