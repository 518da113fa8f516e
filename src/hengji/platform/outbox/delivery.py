"""Taking due deliveries from the database and calling their receivers.

A try has two transactions. The first takes some deliveries: it counts the attempt and moves
``due_at`` on by the time after which a failure would be tried again. The second is one delivery's
own: it marks the delivery done, which holds the row, and runs the receiver. A worker killed in the
first has taken nothing; killed in the second it has done nothing, and the delivery is due again by
itself.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hengji.platform.errors import HengjiError
from hengji.platform.health.masking import without_persons
from hengji.platform.outbox.models import Delivery
from hengji.platform.outbox.registry import receiver_named
from hengji.platform.outbox.states import State
from hengji.platform.requests import Request, answering

logger = logging.getLogger(__name__)

BATCH = 20  # fresh deliveries taken at once
MOST_ATTEMPTS = 16  # about seven hours
FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(hours=1)
LONGEST_ERROR = 1000  # characters


class UnknownReceiverError(Exception):
    """This version of the program has no such receiver; a newer or older one may."""


@dataclass(frozen=True)
class World:
    """What a worker needs from outside: the time, and chance for the jitter."""

    clock: Callable[[], datetime]
    chance: Random


def deliver_some(world: World) -> int:
    """Take what is due and deliver it; how many were taken.

    A delivery that has failed before is taken alone, so that one which kills its worker takes no
    others with it into the next attempt.
    """
    taken = [*_take(Q(attempt=0), BATCH, world), *_take(Q(attempt__gt=0), 1, world)]
    for delivery in taken:
        _deliver(delivery, world)
    return len(taken)


def delay_after(attempt: int, chance: Random) -> timedelta:
    """How long to wait after the ``attempt``-th try: doubled each time, spread by half."""
    doubled: timedelta = FIRST_DELAY * 2 ** min(attempt - 1, 20)
    return min(doubled, LONGEST_DELAY) * chance.uniform(0.5, 1.5)


def _take(which: Q, most: int, world: World) -> list[Delivery]:
    """Lock, count the attempt, and let go: no other worker takes them before they are due again."""
    at = world.clock()
    with transaction.atomic():
        due = _due(at).filter(which).select_related("event__jurisdiction")
        taken = list(due.select_for_update(skip_locked=True, of=("self",))[:most])
        if taken:
            later = at + delay_after(max(one.attempt for one in taken) + 1, world.chance)
            ids = [one.pk for one in taken]
            Delivery.objects.filter(pk__in=ids).update(attempt=F("attempt") + 1, due_at=later)
    for one in taken:
        one.attempt += 1
    return taken


def _due(at: datetime) -> QuerySet[Delivery]:
    """What may be tried now: of one subject to one receiver only the earliest."""
    earlier = Delivery.objects.filter(
        state=State.PENDING,
        subject=OuterRef("subject"),
        receiver=OuterRef("receiver"),
        pk__lt=OuterRef("pk"),
    )
    due = Delivery.objects.filter(state=State.PENDING, due_at__lte=at)
    return due.filter(~Exists(earlier)).order_by("due_at", "pk")


def _deliver(taken: Delivery, world: World) -> None:
    """Mark the delivery done and run its receiver, in one transaction; or note the failure."""
    if taken.attempt > MOST_ATTEMPTS:
        _give_up(taken, taken.error or "投递多次意外中断，已停止重试。")
        return
    try:
        with answering(Request(f"delivery-{taken.pk}")), transaction.atomic():
            # First of all: it holds the row, and tells whether another worker has had it.
            if not _current(taken).update(state=State.DONE, done_at=world.clock(), error=""):
                return
            receiver = receiver_named(taken.receiver)
            if receiver is None:
                raise UnknownReceiverError(taken.receiver)
            receiver.handler(taken.event.received, world.clock())
    except Exception as error:  # a receiver may fail in any way; none may stop the others
        logger.warning("delivery %s, attempt %s failed", taken.pk, taken.attempt, exc_info=True)
        if taken.attempt == MOST_ATTEMPTS:
            _give_up(taken, _told(error))
        else:
            _current(taken).update(error=_told(error))


def _current(taken: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=taken.pk, state=State.PENDING, attempt=taken.attempt)


def _give_up(taken: Delivery, error: str) -> None:
    """Nobody tries it again by himself; those behind it go on."""
    logger.error("delivery %s is given up after %s attempts", taken.pk, taken.attempt)
    _current(taken).update(state=State.DEAD, error=error)


def _told(error: Exception) -> str:
    """For the page of the events: nobody's numbers, and not the rows that the database quotes."""
    if isinstance(error, HengjiError):
        return error.message
    return f"{type(error).__name__}: {without_persons(str(error))}"[:LONGEST_ERROR]
