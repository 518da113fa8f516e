"""Counting requests and refused sign-ins in every web process, and telling all of it to Prometheus.

The web server runs several processes: each keeps its counts in files of a common folder, named by
PROMETHEUS_MULTIPROC_DIR before this module is loaded, and whichever is asked adds them up.
"""

import os
from typing import Literal

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from hengji.platform.health.gauges import DatabaseCollector

__all__ = ["CONTENT_TYPE_LATEST", "count_request", "count_sign_in_refused", "exposition"]

# By the route's name, never by the path: a path can hold a number, and each would be a series.
_REQUESTS = Counter(
    "hengji_requests", "Requests answered", labelnames=("method", "route", "status")
)
_SECONDS = Histogram(
    "hengji_request_seconds",
    "Time from a request's arrival to its answer",
    labelnames=("method", "route"),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
)


_SIGN_INS_REFUSED = Counter(
    "hengji_sign_ins_refused", "Sign-ins refused, by reason", labelnames=("reason",)
)


def count_sign_in_refused(reason: Literal["wrong", "held"]) -> None:
    """``wrong`` name or password, or ``held`` back after too many of those."""
    _SIGN_INS_REFUSED.labels(reason).inc()


def count_request(*, method: str, route: str, status: int, seconds: float) -> None:
    """Count one answer."""
    _REQUESTS.labels(method, route, str(status)).inc()
    _SECONDS.labels(method, route).observe(seconds)


def exposition() -> bytes:
    """Everything, in Prometheus' text format."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    shared = CollectorRegistry()
    if folder:
        MultiProcessCollector(shared)  # type: ignore[no-untyped-call]  # the library leaves it bare
    database = CollectorRegistry()
    database.register(DatabaseCollector())
    return generate_latest(shared if folder else REGISTRY) + generate_latest(database)
