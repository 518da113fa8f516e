"""Each check tells a sound installation from one with its very fault."""

import os
import socketserver
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from hengji.core.packs.registry import get_pack, pack_folders
from hengji.core.workdays.published import published_calendar
from hengji.domains.subsidies import vitals as subsidies_vitals
from hengji.domains.subsidies.vitals import packs
from hengji.platform.accounts.models import User
from hengji.platform.datadir import DataDir
from hengji.platform.files import vitals as files_vitals
from hengji.platform.files.services import file_path, file_store
from hengji.platform.files.vitals import present, sample, scanner, sound
from hengji.platform.health.checks import database, machine, packages, site
from hengji.platform.health.findings import Finding, Level
from hengji.platform.health.registry import Kind, run_checks
from hengji.platform.jobs import vitals
from hengji.platform.jobs.rules import RESULT
from hengji.platform.messages.vitals import mail
from hengji.platform.workdays.vitals import calendar
from tests.platform.database.guarding import guard_truncation

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
    guard_truncation()
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
    assert len(list(present())) == 2  # reads no bytes
    assert len(list(sound())) == 3


def test_damage_stays_told_every_night_until_the_bytes_are_whole_again(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert clerk.jurisdiction
    file = file_store(
        actor=clerk, jurisdiction=clerk.jurisdiction, purpose=RESULT, name="a.txt",
        chunks=[b"kept"], at=AT,
    )  # fmt: skip
    file_path(file).write_bytes(b"KEPT")
    (told,) = sound()
    assert str(file.pk) in told
    monkeypatch.setattr(files_vitals, "A_NIGHT", 0)  # a night that does not come to it
    assert list(sound()) == [told]
    monkeypatch.undo()
    file_path(file).write_bytes(b"kept")
    assert list(sound()) == []


@pytest.fixture
def mail_server() -> Iterator[int]:
    """As much of a mail server as greets; its port."""

    class Greeting(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 test\r\n")
            while line := self.rfile.readline():
                self.wfile.write(b"221 bye\r\n" if line.startswith(b"quit") else b"250 ok\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Greeting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_mail_server_is_greeted_and_one_that_is_not_there_is_told(
    home: Path, mail_server: int, settings: Settings
) -> None:
    assert mail(AT).level is Level.OK, "on one's own machine mail goes to files"
    settings.HTTPS = True
    assert "HENGJI_SMTP" in mail(AT).remedy
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server
    settings.DEFAULT_FROM_EMAIL = "hengji@localhost"
    assert (mail(AT).level, "HENGJI_MAIL_FROM" in mail(AT).remedy) == (Level.WARNING, True)
    settings.DEFAULT_FROM_EMAIL = "office@example.org"
    assert mail(AT).level is Level.OK
    settings.EMAIL_PORT = 1
    found = mail(AT)
    assert (found.level, "127.0.0.1:1" in found.message) == (Level.ERROR, True)


def test_scanner_that_does_not_answer_is_an_error(settings: Settings) -> None:
    assert scanner(AT).level is Level.OK
    settings.CLAMD = "127.0.0.1:1"
    assert (scanner(AT).level, "clamd" in scanner(AT).remedy) == (Level.ERROR, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("month", "level"), [(10, Level.OK), (11, Level.WARNING), (12, Level.WARNING)]
)
def test_next_year_s_calendar_is_asked_for_when_it_is_published(
    clerk: User, month: int, level: Level
) -> None:
    last = max(published_calendar().years)
    assert calendar(datetime(last, month, 3, tzinfo=UTC)).level is level
    past = calendar(datetime(last + 1, month, 3, tzinfo=UTC))
    assert past.level is Level.ERROR
    assert "江苏省" in past.message


def test_new_site_without_accounts_knows_no_more_years_than_the_program(db: None) -> None:
    late = datetime(max(published_calendar().years), 12, 3, tzinfo=UTC)
    assert (calendar(late).level, "全国" in calendar(late).message) == (Level.WARNING, True)


def test_pack_that_does_not_load_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert packs(AT).level is Level.OK
    (tmp_path / "broken-2024").mkdir()
    (tmp_path / "broken-2024" / "pack.yaml").write_text("title: [", encoding="utf-8")
    monkeypatch.setattr(subsidies_vitals, "pack_folders", lambda: pack_folders(tmp_path))
    monkeypatch.setattr(subsidies_vitals, "get_pack", lambda name: get_pack(name, tmp_path))
    assert (packs(AT).level, "broken-2024" in packs(AT).message) == (Level.ERROR, True)
