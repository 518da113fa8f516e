"""Ten thousand to five million claims: the time a claim takes must not grow with their number."""

import tempfile
from functools import partial
from pathlib import Path

from benchmarks import claims_data
from benchmarks.measuring import cpu_seconds, in_new_process, in_turn, judge, median, say
from hengji.core.adjudication.duckdb_engine import DuckDBEngine
from hengji.core.adjudication.engine import adjudicate

COUNTS = (10_000, 100_000, 1_000_000, 5_000_000)
RUNS = 3
LIMIT = 1.2
"""So many times the time a claim takes at a tenth (a fifth) of the number is still linear."""


def main() -> None:
    """Print CPU time a claim at each size, and how it grows from the size before."""
    each: list[float] = []
    for count in COUNTS:
        with tempfile.TemporaryDirectory() as folder:
            stored = Path(folder) / "claims.duckdb"
            in_new_process(claims_data.store, stored, count)
            times = in_turn(RUNS, partial(in_new_process, time_bulk, stored))[0]
        each.append(median(times) / count)
        say(f"{count:,} 件", f"{median(times):.2f} CPU 秒，每件 {each[-1] * 1e6:.2f} 微秒")
    for before, after, small, large in zip(each, each[1:], COUNTS, COUNTS[1:], strict=False):
        judge(f"{small:,} → {large:,}", after / before, "倍", at_most=LIMIT)


def time_bulk(stored: Path) -> float:
    """CPU seconds from the table of claims to the table of decisions."""
    rules = claims_data.ruleset()
    with claims_data.opened(stored) as connection:
        started = cpu_seconds()
        adjudicate(DuckDBEngine(connection), rules)
        return cpu_seconds() - started


if __name__ == "__main__":
    main()
