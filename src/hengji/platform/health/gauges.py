"""Figures for Prometheus that are read from the database when they are asked for.

A package adds its own in its ``vitals.py``. Each is one cheap query: they are asked every few
seconds. Names are English with the prefix ``hengji_``, as Prometheus wants them.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db import DatabaseError, transaction
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

logger = logging.getLogger(__name__)

Values = Mapping[tuple[str, ...], float]
Read = Callable[[], Values]


@dataclass(frozen=True)
class Gauge:
    """One family: a value for each combination of its labels."""

    name: str
    description: str
    labels: tuple[str, ...]
    read: Read


_gauges: dict[str, Gauge] = {}


def gauge(name: str, description: str, *, labels: tuple[str, ...] = ()) -> Callable[[Read], Read]:
    """Add a family; without labels its one value stands under the empty tuple."""

    def add(read: Read) -> Read:
        if name in _gauges:
            raise ValueError(f"gauge {name} is declared twice")
        _gauges[name] = Gauge(name, description, labels, read)
        return read

    return add


def all_gauges() -> tuple[Gauge, ...]:
    return tuple(_gauges.values())


class DatabaseCollector(Collector):
    """All gauges, read now. One that fails is left out and logged; the others are still told."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for one in all_gauges():
            family = GaugeMetricFamily(one.name, one.description, labels=one.labels)
            try:
                with transaction.atomic():
                    values = one.read()
            except DatabaseError:
                logger.exception("gauge %s cannot be read", one.name)
                continue
            for labels, value in values.items():
                family.add_metric(labels, value)
            yield family
