"""The outbox: what an event costs its writer, how many are delivered, and how soon.

    python benchmarks/bench_outbox.py [EVENTS]

A throw-away PostgreSQL with the system's own tables, everything forced to the disk as in a real
installation. First the same small service with and without an event for one receiver, in turn; then
a heap of events delivered by one worker process and by two, to a receiver that does nothing, so
that the figure is the mechanism's own; then the time from the writer's call to the receiver's.
"""

import argparse
import logging
import os
import statistics
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import Any

from benchmarks.measuring import cpu_seconds, in_turn, judge, median, say, working_folder

EVENTS = 2000
SUBJECTS = 200  # events of one subject wait for each other
CALLS, ROUNDS = 100, 5
WAITS = 200
MOST_PUBLISH_RATIO = 2.0
LEAST_DELIVERIES = 100.0  # a second, with one worker
MOST_P95_SECONDS = 1.0


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", nargs="?", type=int, default=EVENTS)
    events = parser.parse_args().events
    with working_folder() as folder:
        os.environ["HENGJI_DATA"] = str(folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "hengji.config.settings"
        from hengji.platform.database.server import EmbeddedServer
        from hengji.platform.datadir import DataDir

        server = EmbeddedServer(DataDir(folder))
        server.start()
        try:
            os.environ["DATABASE_URL"] = server.url
            _run(events)
        finally:
            server.stop()


def _run(events: int) -> None:
    _set_up()
    from django.core.management import call_command

    from hengji.platform.jurisdictions import loading

    call_command("migrate", interactive=False, verbosity=0)
    loading.load()
    _publishing()
    _deliver_all(1)  # what the measuring of the writer has left
    (one, cpu), (two, _) = (_delivering(events, workers) for workers in (1, 2))
    judge("deliveries, 1 worker", one, "/s", at_least=LEAST_DELIVERIES)
    say("deliveries, 2 workers", f"{two:.0f} /s\t× {two / one:.2f}")
    say("a worker's CPU", f"{cpu:.2f} ms a delivery\tat most {1000 / cpu:.0f} /s")
    _waiting()


def _set_up() -> None:
    """Django, and an event with one receiver; the workers' processes do the same."""
    import django

    django.setup()
    logging.getLogger("hengji").setLevel(logging.ERROR)
    from hengji.platform.outbox.registry import Received, declare_event, receiver

    event = declare_event("bench.told", "测量事件")

    @receiver(event, name="bench.nothing", label="不做任何事")
    def nothing(event: Received, at: Any) -> None:
        """The mechanism alone."""


def _tell(number: int) -> None:
    from django.utils import timezone

    from hengji.platform.jurisdictions.models import Jurisdiction
    from hengji.platform.outbox.services import publish

    subject = Jurisdiction(pk=f"{number % SUBJECTS:06}", name="对象")
    publish(event="bench.told", subject=subject, jurisdiction=None, payload={"n": number},
            at=timezone.now())  # fmt: skip


def _service(*, telling: bool) -> float:
    """Milliseconds of a service that changes a row and leaves its trace, over many calls."""
    from django.db import transaction
    from django.utils import timezone

    from hengji.platform.audit.services import record
    from hengji.platform.jurisdictions.models import Jurisdiction

    place = Jurisdiction.objects.get(pk="320800")
    began = time.perf_counter()
    for number in range(CALLS):
        with transaction.atomic():
            row = Jurisdiction.objects.select_for_update().get(pk="320812")
            row.save()
            record(actor=None, action="bench", subject=row, jurisdiction=place, at=timezone.now())
            if telling:
                _tell(number)
    return 1000 * (time.perf_counter() - began) / CALLS


def _publishing() -> None:
    without, telling = in_turn(
        ROUNDS, lambda: _service(telling=False), lambda: _service(telling=True)
    )
    ratios = [b / a for a, b in zip(without, telling, strict=True)]
    say("service, no event", f"{median(without):.2f} ms")
    say("service, one event", f"{median(telling):.2f} ms\t{1000 / median(telling):.0f} events/s")
    judge("event in a service", median(ratios), "×", at_most=MOST_PUBLISH_RATIO)


def _delivering(events: int, workers: int) -> tuple[float, float]:
    """Deliveries a second of a heap told beforehand, and milliseconds of CPU for each."""
    from django.db import transaction

    with transaction.atomic():
        for number in range(events):
            _tell(number)
    seconds, cpu = _deliver_all(workers)
    return events / seconds, 1000 * cpu / events


def _deliver_all(workers: int) -> tuple[float, float]:
    """Seconds until nothing is left, and of all workers' CPU; they are up before the clock is."""
    context = get_context("spawn")
    ready, used = context.Barrier(workers + 1), context.SimpleQueue()
    running: list[BaseProcess] = [
        context.Process(target=_until_empty, args=(ready, used)) for _ in range(workers)
    ]
    for process in running:
        process.start()
    ready.wait()
    began = time.perf_counter()
    for process in running:
        process.join()
    return time.perf_counter() - began, sum(used.get() for _ in running)


def _until_empty(ready: Any, used: Any) -> None:
    """One worker process, as long as there is something to do."""
    _set_up()
    from random import SystemRandom

    from django.utils import timezone

    from hengji.platform.outbox.delivery import World, deliver_some
    from hengji.platform.outbox.models import Delivery

    world = World(timezone.now, SystemRandom())
    Delivery.objects.exists()  # connected
    ready.wait()
    began = cpu_seconds()
    while deliver_some(world) or Delivery.objects.filter(state="pending").exists():
        pass
    used.put(cpu_seconds() - began)


def _worker(ready: Any, asked: Any) -> None:
    _set_up()
    from hengji.platform.outbox.worker import work

    ready.wait()
    work(asked.is_set)


def _waiting() -> None:
    """Events told one by one while a worker waits; both clocks are this machine's."""
    from django.db import transaction

    from hengji.platform.outbox.models import Delivery

    context = get_context("spawn")
    ready, asked = context.Barrier(2), context.Event()
    process = context.Process(target=_worker, args=(ready, asked))
    process.start()
    ready.wait()
    first = Delivery.objects.count()
    for number in range(WAITS):
        time.sleep(0.02)
        with transaction.atomic():
            _tell(number)
    _until(lambda: not Delivery.objects.filter(state="pending").exists())
    asked.set()
    process.join()
    told = Delivery.objects.order_by("pk").values_list("done_at", "event__at")[first:]
    waits = [(done - at).total_seconds() for done, at in told if done]
    p95 = statistics.quantiles(waits, n=20)[-1]
    say("told to received, p50", f"{1000 * median(waits):.1f} ms")
    judge("told to received, p95", p95, "s", at_most=MOST_P95_SECONDS)


def _until(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.05)


if __name__ == "__main__":
    main()
