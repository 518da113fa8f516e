"""Real workers that are killed one after the other; run as a program by the tests.

The parent loads the program once and each worker is a fork of it, so that a life costs little.
Some are killed by themselves just before or just after their n-th statement, wherever that stands;
others from outside after a moment. The last two live until nothing is left to do.
"""

import os
import signal
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from random import Random
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengji.config.settings")
STATEMENTS = 11  # more than taking and delivering has, so that every point is met
MOMENTS = 6


class Death:
    """Kills the process around its n-th statement; a wrapper of Django's for every statement."""

    def __init__(self, statement: int, *, before: bool) -> None:
        self._left = statement
        self._before = before

    def __call__(self, execute: Callable[..., Any], *call: Any) -> Any:
        self._left -= 1
        if self._left == 0 and self._before:
            os.kill(os.getpid(), signal.SIGKILL)
        result = execute(*call)
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result


def main() -> None:
    django.setup()
    from hengji.platform.outbox import delivery
    from tests.platform.outbox import receiving  # noqa: F401 - declares the events

    # What a killed worker had taken is due soon, however often that happens.
    delivery.FIRST_DELAY = delivery.LONGEST_DELAY = timedelta(milliseconds=40)
    chance = Random(7)  # noqa: S311 - a test repeats itself
    for statement in range(1, STATEMENTS + 1):
        for before in (True, False):
            _expect_killed(_start(Death(statement, before=before)))
    for _ in range(MOMENTS):
        pid = _start()
        time.sleep(chance.uniform(0.02, 0.12))
        os.kill(pid, signal.SIGKILL)
        _expect_killed(pid)
    last = [_start(), _start()]
    assert [os.waitpid(pid, 0)[1] for pid in last] == [0, 0]
    _expect_to_stop_when_asked()


def _start(death: Death | None = None) -> int:
    """One worker; it ends by itself when every delivery has come to an end."""
    if pid := os.fork():
        return pid
    from django.db import connection

    from hengji.platform.outbox.models import Delivery
    from hengji.platform.outbox.worker import work

    with connection.execute_wrapper(death) if death else nullcontext():
        work(lambda: not Delivery.objects.filter(state="pending").exists())
    os._exit(0)


def _expect_killed(pid: int) -> None:
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), "the worker had nothing left to do; the test needs more events"


def _expect_to_stop_when_asked() -> None:
    from hengji.platform.outbox import worker

    pid = os.fork()
    if not pid:
        worker.main()
        os._exit(0)
    time.sleep(0.3)
    os.kill(pid, signal.SIGTERM)
    assert os.waitpid(pid, 0)[1] == 0


if __name__ == "__main__":
    main()
