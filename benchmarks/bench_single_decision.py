"""One decision with its full explanation, as the calculator and an officer's page ask for it."""

import tempfile
import time
from pathlib import Path

from benchmarks import claims_data
from benchmarks.measuring import in_new_process, judge, median, say
from hengji.core.adjudication.explanation import explain
from hengji.core.adjudication.fold import fold

CLAIM_COUNT = 10_000
LIMIT_MICROSECONDS = 150


def main() -> None:
    """Print the microseconds of CPU time that one decision takes."""
    with tempfile.TemporaryDirectory() as folder:
        stored = Path(folder) / "claims.duckdb"
        in_new_process(claims_data.store, stored, CLAIM_COUNT)
        explained, decided = in_new_process(time_decisions, stored)
    say("只作决定", f"中位数 {median(decided):.0f} 微秒")
    ordered = sorted(explained)
    mean, late = sum(ordered) / len(ordered), ordered[len(ordered) * 95 // 100]
    say("连同全部说明", f"平均 {mean:.0f} 微秒，95% 在 {late:.0f} 微秒以内")
    judge("中位数", median(explained), "微秒", at_most=LIMIT_MICROSECONDS)


def time_decisions(stored: Path) -> tuple[list[float], list[float]]:
    """Microseconds of each explained decision, and of each decision alone, claim by claim."""
    rules = claims_data.ruleset()
    with claims_data.opened(stored) as connection:
        claims = claims_data.as_mappings(connection, rules, CLAIM_COUNT)
    explained, decided = [], []
    for claim in claims:
        started = time.process_time_ns()
        explain(rules, claim)
        between = time.process_time_ns()
        fold(rules, [claim])
        ended = time.process_time_ns()
        explained.append((between - started) / 1000)
        decided.append((ended - between) / 1000)
    return explained, decided


if __name__ == "__main__":
    main()
