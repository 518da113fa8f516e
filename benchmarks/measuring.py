"""How the benchmarks measure and print: CPU time, because the machine may be shared."""

import contextlib
import multiprocessing
import resource
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import ParamSpec, TypeVar

from hengji.platform.datadir import DataDirBusyError, Lock

PREFIX = "hengji-bench-"
P = ParamSpec("P")
T = TypeVar("T")


def cpu_seconds() -> float:
    """User and system time of this process so far, all its threads together."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def in_new_process(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """``work`` in a process of its own: nothing remembered from an earlier run helps it."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *args, **kwargs).result()


def in_turn(runs: int, *works: Callable[[], T]) -> list[list[T]]:
    """A B A B …: each work's results, so that a busy minute of the machine falls on all alike."""
    results: list[list[T]] = [[] for _ in works]
    for _ in range(runs):
        for place, work in enumerate(works):
            results[place].append(work())
    return results


@contextlib.contextmanager
def working_folder() -> Iterator[Path]:
    """A folder for as long as it is needed; those that killed runs left go at the next one."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        _remove(left, Lock(left / "bench.lock"))
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    lock = Lock(folder / "bench.lock")
    lock.acquire()
    try:
        yield folder
    finally:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def _remove(left: Path, lock: Lock) -> None:
    """A folder whose lock is free belongs to nobody."""
    with contextlib.suppress(DataDirBusyError, OSError):
        lock.acquire()
        shutil.rmtree(left, ignore_errors=True)
        lock.release()


def median(values: Sequence[float]) -> float:
    """The middle one, as one slow run must not decide."""
    return statistics.median(values)


def say(label: str, figure: str) -> None:
    """One line of figures."""
    print(f"{label:<24}\t{figure}", flush=True)


def judge(label: str, value: float, unit: str, *, at_most: float = 0, at_least: float = 0) -> bool:
    """Print a figure beside its target, and whether it is met."""
    met = value >= at_least if at_least else value <= at_most
    target = f"≥ {at_least:g}" if at_least else f"≤ {at_most:g}"
    say(label, f"{value:.2f} {unit}\t目标 {target} {unit}\t{'达标' if met else '未达标'}")
    return met
