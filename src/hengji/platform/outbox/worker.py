"""The worker process that delivers events: woken by the database, until it is told to stop."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import SystemRandom
from types import FrameType

import django

CHANNEL = "hengji_outbox"  # what the trigger on outbox_delivery notifies
PAUSE = 1.0  # seconds between two looks when nobody wakes it; retries come due without a wake


def work(stopping: Callable[[], bool]) -> None:
    """Deliver whatever is due, and wait to be woken, until ``stopping``."""
    from django.utils import timezone

    from hengji.platform.outbox.delivery import World, deliver_some

    world = World(timezone.now, SystemRandom())
    with _listening() as wait:
        while not stopping():
            if not deliver_some(world):
                wait()


@contextmanager
def _listening() -> Iterator[Callable[[], None]]:
    """A connection of its own: one in a transaction would hear nothing."""
    from django.db import connection

    with connection.get_new_connection(connection.get_connection_params()) as listener:
        listener.autocommit = True
        listener.execute(f"LISTEN {CHANNEL}")

        def wait() -> None:
            for _ in listener.notifies(timeout=PAUSE, stop_after=1):
                pass

        yield wait


def main() -> None:
    """Run inside Django until SIGTERM or SIGINT; the delivery at work is finished first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengji.config.settings")
    django.setup()
    asked: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    work(lambda: bool(asked))


if __name__ == "__main__":
    main()
