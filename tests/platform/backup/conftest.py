"""Databases of their own to save and to destroy, copied from one that is filled once."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from psycopg.conninfo import make_conninfo
from pytest_django import DjangoDbBlocker

from hengji.config.roles import Clerk
from hengji.platform.audit.services import record
from hengji.platform.backup.create import Backup, backup_create
from hengji.platform.datadir import DataDir
from hengji.platform.files.services import file_store
from hengji.platform.jobs.rules import RESULT
from hengji.platform.jurisdictions import loading
from tests.factories.accounts import make_user
from tests.factories.databases import admin, name_of, site_on

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
PHRASE = "correct horse"
Databases = Callable[[str], str]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataDir]:
    """A data directory with keys; its files are the site's."""
    data = DataDir(tmp_path_factory.mktemp("site") / "data")
    data.create()
    data.secret("django")
    data.secret("database")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "FILES_ROOT", data.files)
        yield data


@pytest.fixture(scope="module")
def database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Databases]:
    """Makes a copy of the database of this name, for the duration of the tests; gives its URL."""
    names: list[str] = []

    def make(template: str) -> str:
        name = f"hengji_drill_{os.getpid()}_{len(names)}"
        connections.close_all()  # a database in use cannot be copied
        admin("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        admin("CREATE DATABASE {} TEMPLATE {}", name, template)
        names.append(name)
        return make_conninfo(os.environ["DATABASE_URL"], dbname=name)

    with django_db_blocker.unblock():
        yield make
        connections.close_all()
    for name in names:
        admin("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@pytest.fixture(scope="module")
def filled(data: DataDir, database: Databases) -> str:
    """A site's database with a clerk, files and a trail; its URL. Only to be read and copied."""
    url = database(str(connection.settings_dict["NAME"]))
    with site_on(url):
        loading.load()
        clerk = make_user("huaian-clerk", "320800", Clerk)
        assert clerk.jurisdiction
        for number in range(5):
            file_store(
                actor=clerk,
                jurisdiction=clerk.jurisdiction,
                purpose=RESULT,
                name=f"{number}.txt",
                chunks=[f"第{number}份".encode() * 1000],
                at=AT,
            )
        record(
            actor=clerk, action="test.fill", subject=clerk, jurisdiction=clerk.jurisdiction, at=AT
        )
    return url


@pytest.fixture(scope="module")
def made(filled: str, data: DataDir, tmp_path_factory: pytest.TempPathFactory) -> Backup:
    """A backup of `filled`. Only to be read."""
    folder: Path = tmp_path_factory.mktemp("kept")
    return backup_create(url=filled, data=data, folder=folder, passphrase=PHRASE, at=AT)


@pytest.fixture
def site(filled: str, database: Databases) -> str:
    """A copy of `filled` to do with as one likes."""
    return database(name_of(filled))
