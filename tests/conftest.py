"""One real PostgreSQL for all tests, and the people who act in them."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from hypothesis import HealthCheck
from hypothesis import settings as series
from pytest_django import DjangoDbBlocker

from hengji.config.roles import Administrator, Auditor, Clerk
from hengji.platform.accounts.models import User
from hengji.platform.database.server import EmbeddedServer
from hengji.platform.database.url import django_database
from hengji.platform.datadir import DataDir, DataDirBusyError, Lock
from hengji.platform.jurisdictions import loading
from tests.factories.accounts import make_user

PREFIX = "hengji-test-"
# How long the series of invented examples are: short every day, long in `make soak`.
series.register_profile("quick", max_examples=12, deadline=None)
series.register_profile(
    "soak", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
series.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

_server: pytest.StashKey[EmbeddedServer] = pytest.StashKey()
_folder: pytest.StashKey[Path] = pytest.StashKey()


def pytest_configure(config: pytest.Config) -> None:
    """Start the server once, before Django connects; xdist's workers inherit its address."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    config.stash[_folder] = folder
    if not os.environ.get("DATABASE_URL"):
        _sweep()
        server = EmbeddedServer(DataDir(folder), durable=False)
        server.start()
        config.stash[_server] = server
        os.environ["DATABASE_URL"] = server.url
        settings.DATABASES["default"].update(django_database(server.url))
    settings.FILES_ROOT = folder / "files"
    settings.AUDIT_HEADS = folder / "audit-heads.jsonl"
    settings.AUDIT_VERIFIED = folder / "audit-verified.json"
    settings.FILES_CACHE = folder / "cache"
    settings.STATIC_ROOT = folder / "static"
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    # The manifest exists only after a collectstatic, and real hashing costs a third of a second.
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECOND_FACTOR_REQUIRED = False  # asked for by the tests that are about it


def pytest_unconfigure(config: pytest.Config) -> None:
    server = config.stash.get(_server, None)
    if server is not None:
        server.stop()
        os.environ.pop("DATABASE_URL")
    shutil.rmtree(config.stash[_folder], ignore_errors=True)


def _sweep() -> None:
    """Remove what killed runs left: a folder whose server's lock is free belongs to nobody."""
    for folder in Path(tempfile.gettempdir()).glob(PREFIX + "*"):
        lock = Lock(folder / "postgres.lock")
        if not (folder / "postgres.lock").exists():
            continue
        try:
            lock.acquire()
        except (DataDirBusyError, PermissionError):
            continue
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder of the five notices; without it the tests fail, they do not skip."""
    named = os.environ.get("HENGJI_SOURCES")
    folder = Path(named) if named else Path(__file__).parents[2] / "shared" / "seeds"
    found = sorted(path.name[:3] for path in folder.glob("*.txt"))
    assert {"000", "001", "002", "003", "004"} <= set(found), (
        f"the five notices are not in {folder}: set HENGJI_SOURCES"
    )
    return folder


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database also for a test that has no mark, but asks for this fixture and is run alone.

    Between transactional tests Django empties every table; the audit trail forbids that.
    """
    made = []
    with django_db_blocker.unblock():
        if connection.settings_dict["NAME"] == django_database(os.environ["DATABASE_URL"])["NAME"]:
            made = setup_databases(verbosity=0, interactive=False)
        _let_be_emptied()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


def _let_be_emptied() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'audit_no_truncate'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER audit_no_truncate")


@pytest.fixture
def divisions(db: None) -> None:
    """The real list of divisions."""
    loading.load()


@pytest.fixture
def clerk(divisions: None) -> User:
    """An officer of 淮安, who handles its business."""
    return make_user("huaian-clerk", "320800", Clerk)


@pytest.fixture
def administrator(divisions: None) -> User:
    """The administrator of 淮安."""
    return make_user("huaian-administrator", "320800", Administrator)


@pytest.fixture
def province(divisions: None) -> User:
    """The administrator of 江苏, above 淮安."""
    return make_user("jiangsu-administrator", "320000", Administrator)


@pytest.fixture
def stranger(divisions: None) -> User:
    """An administrator of 广州, who has no business in 淮安."""
    return make_user("guangzhou-administrator", "440100", Administrator)


@pytest.fixture
def auditor(divisions: None) -> User:
    """Someone of 江苏 who reads everything and changes nothing."""
    return make_user("jiangsu-auditor", "320000", Auditor)


@pytest.fixture
def no_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Without any HENGJI_* of the caller, so that defaults are what is tested."""
    for name in [name for name in os.environ if name.startswith("HENGJI_")]:
        monkeypatch.delenv(name)
    return monkeypatch
