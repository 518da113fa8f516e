"""Killed in the middle, and two at the same moment: every row goes in, and none twice."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from hengji.config.roles import Administrator
from hengji.platform.accounts.models import User
from hengji.platform.errors import HengjiError
from hengji.platform.exchange.importing import Uploaded, import_submit, import_upload
from hengji.platform.exchange.models import ImportBatch, ImportRow
from hengji.platform.exchange.states import State
from hengji.platform.jobs.execution import execute
from hengji.platform.jobs.models import Job
from hengji.platform.jurisdictions import loading
from tests.factories.accounts import make_user
from tests.platform.exchange.lists import AT, CODE, line, put_in, sheet, upload

ROOT = Path(__file__).parents[3]
PROGRAM = Path(__file__).with_name("slow_worker.py")
ROWS = 400
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer(transactional_db: None) -> User:
    loading.load()
    return make_user("huaian-administrator", "320800", Administrator)


@contextlib.contextmanager
def _worker() -> Iterator[subprocess.Popen[bytes]]:
    url = make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])
    paths = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    process = subprocess.Popen(
        [sys.executable, PROGRAM],
        env={
            **os.environ,
            "DATABASE_URL": url,
            "PYTHONPATH": paths,
            "TEST_FILES_ROOT": str(settings.FILES_ROOT),
        },
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, list(Job.objects.values("state", "error"))
        time.sleep(0.05)


def _applied() -> int:
    return ImportRow.objects.filter(state="applied").count()


def test_import_whose_worker_is_killed_puts_every_row_in_once(officer: User) -> None:
    batch = upload(officer, sheet(line(number) for number in range(ROWS)))
    import_submit(actor=officer, batch_id=batch.pk, at=AT)
    with _worker() as process:
        _wait(lambda: _applied() > 0)
        process.send_signal(signal.SIGKILL)
        process.wait()
    reached = _applied()
    assert 0 < reached < ROWS
    assert len(put_in()) == reached
    time.sleep(1.2)  # JOB_STALLED_SECONDS of the test's worker, and a little
    with _worker():
        _wait(lambda: ImportBatch.objects.get().state == State.DONE)
    assert put_in() == [f"T-{number:05}" for number in range(ROWS)]
    assert Job.objects.get().attempt == 2


def _at_once(act: Callable[[], object]) -> list[object]:
    start, results = Barrier(2), []

    def go() -> None:
        start.wait()
        try:
            results.append(act())
        except HengjiError as error:
            results.append(error)
        finally:
            connection.close()

    threads = [Thread(target=go) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_same_sheet_twice_at_once_is_one_batch(officer: User) -> None:
    content = sheet([line(1), line(2)])
    results = _at_once(
        lambda: import_upload(actor=officer, code=CODE, name="a.csv", chunks=[content], at=AT)
    )
    uploaded = [one for one in results if isinstance(one, Uploaded)]
    assert sorted(one.is_new for one in uploaded) == [False, True]
    assert len({one.batch_id for one in uploaded}) == 1
    batch_id = uploaded[0].batch_id
    told = _at_once(lambda: import_submit(actor=officer, batch_id=batch_id, at=AT))
    assert sum(isinstance(one, HengjiError) for one in told) == 1
    assert Job.objects.count() == 1


def test_one_job_executed_twice_at_once_puts_every_row_in_once(officer: User) -> None:
    batch = upload(officer, sheet(line(number) for number in range(200)))
    import_submit(actor=officer, batch_id=batch.pk, at=AT)
    job = Job.objects.get()
    _at_once(lambda: execute(job.pk, stopping=lambda: False))
    assert sorted(put_in()) == [f"T-{number:05}" for number in range(200)]
