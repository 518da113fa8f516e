"""Events in real worker processes: what kills, stops and waking leave behind."""

import contextlib
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone
from psycopg.conninfo import make_conninfo

from hengji.platform.jurisdictions import loading
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.outbox.models import Delivery
from hengji.platform.outbox.models import Event as OutboxEvent
from hengji.platform.outbox.states import State
from hengji.platform.outbox.worker import PAUSE, work
from tests.factories.outbox import deliver_all
from tests.platform.outbox.receiving import COUNTED, effects, tell

EVENTS, SUBJECTS = 200, 20
PROGRAM = Path(__file__).with_name("killed_workers.py")

pytestmark = pytest.mark.django_db(transaction=True)


@contextlib.contextmanager
def worker() -> Iterator[None]:
    """A worker in a thread of its own, with connections of its own."""
    asked = Event()

    def go() -> None:
        work(asked.is_set)
        connection.close()

    thread = Thread(target=go)
    thread.start()
    try:
        yield
    finally:
        asked.set()
        thread.join()


def wait_until_delivered(event: OutboxEvent) -> None:
    deadline = time.monotonic() + 30
    while event.deliveries.filter(state=State.PENDING).exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_workers_killed_at_every_point_lose_no_event_and_double_none(
    transactional_db: None,
) -> None:
    loading.load()
    places = list(Jurisdiction.objects.all()[:SUBJECTS])
    with transaction.atomic():
        at = timezone.now()
        told = [tell(places[number % SUBJECTS], at, COUNTED) for number in range(EVENTS)]
    url = make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])
    environment = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, PROGRAM], env=environment, check=True, timeout=60)
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.DONE}
    subject = {event.pk: event.subject_id for event in told}
    happened = effects("test.count")
    assert sorted(happened) == sorted(subject)
    by_subject = defaultdict(list)
    for event in happened:
        by_subject[subject[event]].append(event)
    assert all(order == sorted(order) for order in by_subject.values())


def test_worker_is_woken_at_once(transactional_db: None) -> None:
    loading.load()
    place = Jurisdiction.objects.get(pk="320800")
    waits = []
    with worker():
        for _ in range(7):
            time.sleep(0.02)  # so that it has nothing to do and waits
            with transaction.atomic():
                event = tell(place, timezone.now())
            began = time.monotonic()
            wait_until_delivered(event)
            waits.append(time.monotonic() - began)
    assert sorted(waits)[3] < PAUSE / 2, waits


def test_failure_at_the_commit_leaves_no_effect(transactional_db: None) -> None:
    loading.load()
    place = Jurisdiction.objects.get(pk="320800")
    with transaction.atomic():
        event = tell(place, timezone.now(), do="orphan")
    deliver_all(timezone.now())
    failed = Delivery.objects.get(event=event, receiver="test.first")
    assert (failed.status, failed.attempt) == (State.PENDING, 1)
    assert failed.error.startswith("IntegrityError")
    assert effects("test.first") == []
    assert effects("test.second") == [event.pk]
