"""Whether this web process should be given requests, told in one glance."""

from dataclasses import dataclass

from django.db import DatabaseError, connection

from hengji.platform.health.checks.machine import room
from hengji.platform.health.findings import Level
from hengji.platform.jobs.vitals import worker_is_alive
from hengji.platform.startup.services import migrations_due


@dataclass(frozen=True)
class Readiness:
    """``ready`` is what a load balancer acts on; the parts are for whoever looks."""

    ready: bool
    parts: dict[str, Level]


_migrated = False


def readiness() -> Readiness:
    """Ask the database, the queue and the disk.

    A dead worker or a filling disk is told and does not take the web processes out: pages still
    answer without them, and all processes would go at once.
    """
    database = _database()
    asked = database is Level.OK
    parts = {
        "database": database,
        "migrations": _migrations() if asked else Level.SKIPPED,
        "queue": _queue() if asked else Level.SKIPPED,
        "disk": room()[0],
    }
    return Readiness(parts["migrations"] is Level.OK, parts)


def _database() -> Level:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Level.ERROR
    return Level.OK


def _migrations() -> Level:
    """Reading every migration takes long; once applied, those of this process stay so."""
    global _migrated
    _migrated = _migrated or not migrations_due()
    return Level.OK if _migrated else Level.ERROR


def _queue() -> Level:
    return Level.OK if worker_is_alive() else Level.WARNING
