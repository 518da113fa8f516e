"""Two starts on one database."""

import os
import threading
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from hengji.platform.startup.services import LOCK, prepare

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
PATIENCE = 20.0  # seconds


@pytest.fixture
def other(transactional_db: None) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """The connection of another start on the same database."""
    url = make_conninfo(os.environ["DATABASE_URL"], dbname=str(connection.settings_dict["NAME"]))
    with psycopg.connect(url, autocommit=True) as opened:
        yield opened


def test_start_that_waits_does_not_stop_the_index_that_the_first_one_builds(
    other: "psycopg.Connection[tuple[object, ...]]", settings: Any, tmp_path: Path
) -> None:
    settings.STARTUP_LOADERS, settings.STATIC_ROOT = [], str(tmp_path)
    told: list[str] = []
    other.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    second = threading.Thread(target=_first_step, args=(told,))
    second.start()
    try:
        _wait_until_asked(other)
        other.execute("CREATE INDEX CONCURRENTLY beside ON startup_loadeddata (loaded_at)")
        assert told == []
    finally:
        other.execute("DROP INDEX IF EXISTS beside")
        other.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        second.join(PATIENCE)
    assert told == ["整理页面文件"]


def _first_step(told: list[str]) -> None:
    steps = cast("Generator[str]", prepare(AT))
    told.append(next(steps))
    steps.close()  # gives the lock back
    connection.close()


def _wait_until_asked(other: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Until the second start has asked for the lock, however it asks."""
    for _ in range(int(100 * PATIENCE)):
        found = other.execute(
            "SELECT 1 FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND datname = current_database() AND query LIKE '%advisory_lock(%'"
        )
        if found.fetchone():
            return
        threading.Event().wait(0.01)
    raise AssertionError("the second start did not ask")
