"""The one list of checks. A package adds its own in its ``vitals.py``, found at the start.

``@check`` looks at the installation (``hengji doctor``), ``@consistency`` at the records (every
night): a figure that must equal another, a file that must be where its record says.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from itertools import islice

from django.db import ProgrammingError, transaction
from psycopg.errors import UndefinedTable

from hengji.platform.health.findings import Finding, Level, fault, fine, skipped

logger = logging.getLogger(__name__)

SHOWN = 20
"""So many problems of one consistency check are named; the rest is counted."""

Examine = Callable[[datetime], Finding]
Problems = Callable[[], Iterable[str]]


class Kind(Enum):
    """What a check looks at."""

    INSTALLATION = auto()
    CONSISTENCY = auto()


@dataclass(frozen=True)
class Check:
    """A code for programs, a Chinese label, and the examination."""

    code: str
    label: str
    kind: Kind
    examine: Examine
    needs_database: bool = True


@dataclass(frozen=True)
class Result:
    """What one check found, and how long it took."""

    check: Check
    finding: Finding
    ms: int


_checks: dict[str, Check] = {}


def check(code: str, label: str, *, needs_database: bool = True) -> Callable[[Examine], Examine]:
    """Add an examination of the installation; it is given the time."""

    def add(examine: Examine) -> Examine:
        _add(Check(code, label, Kind.INSTALLATION, examine, needs_database))
        return examine

    return add


def consistency(code: str, label: str) -> Callable[[Problems], Problems]:
    """Add a nightly comparison of records: it yields one Chinese sentence for each problem."""

    def add(problems: Problems) -> Problems:
        _add(Check(code, label, Kind.CONSISTENCY, lambda at: _counted(problems())))
        return problems

    return add


def all_checks(kind: Kind) -> tuple[Check, ...]:
    """In the order in which they were added."""
    return tuple(one for one in _checks.values() if one.kind is kind)


def run_checks(kind: Kind, *, at: datetime, database: bool = True) -> list[Result]:
    """Run all of ``kind``; without a ``database`` those that need one are reported as skipped."""
    return [_run(one, at, database) for one in all_checks(kind)]


def _add(new: Check) -> None:
    if new.code in _checks:
        raise ValueError(f"check {new.code} is declared twice")
    _checks[new.code] = new


def _run(one: Check, at: datetime, database: bool) -> Result:
    began = time.monotonic()
    finding = _examined(one, at) if database or not one.needs_database else skipped("连不上数据库")
    return Result(one, finding, round(1000 * (time.monotonic() - began)))


def _examined(one: Check, at: datetime) -> Finding:
    """A check that breaks down is itself a finding, and hides no other."""
    try:
        if not one.needs_database:
            return one.examine(at)
        with transaction.atomic():
            return one.examine(at)
    except Exception as error:
        if isinstance(error, ProgrammingError) and isinstance(error.__cause__, UndefinedTable):
            return fault("数据表还没有建立", "请运行 hengji prepare。")
        logger.exception("check %s broke down", one.code)
        return fault(f"检查未能完成（{type(error).__name__}）", "请看日志中的出错位置。")


def _counted(problems: Iterable[str]) -> Finding:
    found = iter(problems)
    shown = list(islice(found, SHOWN))
    if not shown:
        return fine("没有发现不一致")
    total = len(shown) + sum(1 for _ in found)
    rest = [f"……另有 {total - SHOWN} 处"] if total > SHOWN else []
    return Finding(
        Level.ERROR,
        "\n".join([f"发现 {total} 处不一致", *shown, *rest]),
        "请勿自行改动数据库；查明原因后由系统管理员更正，必要时从备份恢复。",
    )
