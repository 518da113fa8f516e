"""Events for tests, and a worker's work done in the test's own process."""

from datetime import UTC, datetime
from random import Random

from hengji.platform.outbox.delivery import World, deliver_some

LATER = datetime(2030, 1, 1, tzinfo=UTC)  # after whatever a test told


def deliver_all(at: datetime = LATER) -> int:
    """Deliver whatever is due at ``at``, each thing once; how many tries there were."""
    world = World(lambda: at, Random(1))  # noqa: S311 - a test repeats itself
    tries = 0
    while taken := deliver_some(world):
        tries += taken
    return tries
