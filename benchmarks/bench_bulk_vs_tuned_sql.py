# ruff: noqa: S608 - the tables' names are constants of the program
"""The bulk run beside DuckDB SQL written by hand for this one notice: CPU time of both.

From the table of typed claims to the table of decisions, each run in a new process, with the
engine's own settings for both. Every row of both results must be equal.
"""

import tempfile
from functools import partial
from pathlib import Path

from benchmarks import claims_data, tuned_sql
from benchmarks.measuring import cpu_seconds, in_new_process, in_turn, judge, median, say
from hengji.core.adjudication.duckdb_engine import DuckDBEngine
from hengji.core.adjudication.engine import adjudicate
from hengji.core.adjudication.tables import DECISIONS

CLAIM_COUNT = 1_000_000
RUNS = 20
"""One run of a shared machine is a third slower than the next: of five the median still hops."""
LIMIT = 1.2
"""So many times the CPU of the hand-written program is allowed."""


def main() -> None:
    """Print both times, their ratio and whether every row agrees."""
    with tempfile.TemporaryDirectory() as folder:
        stored = Path(folder) / "claims.duckdb"
        in_new_process(claims_data.store, stored, CLAIM_COUNT)
        differing, total = in_new_process(differences, stored)
        say("逐件相同", f"{total - differing} / {total} 件")
        ours, tuned = in_turn(
            RUNS,
            partial(in_new_process, time_ours, stored),
            partial(in_new_process, time_tuned, stored),
        )
    for label, times in (("衡技", ours), ("手写 SQL", tuned)):
        each = "、".join(f"{one:.2f}" for one in times)
        say(label, f"{median(times):.2f} CPU 秒（{each}）")
    met = judge("CPU 之比", median(ours) / median(tuned), "倍", at_most=LIMIT)
    if differing:
        raise SystemExit("两者的决定不一致，比较无效")
    if not met:
        say("", "手写程序只认这一份通知；见 docs/reference/performance.md")


def time_ours(stored: Path) -> float:
    """CPU seconds of the engine, with the pack loaded and nothing looked up before."""
    rules = claims_data.ruleset()
    with claims_data.opened(stored) as connection:
        started = cpu_seconds()
        adjudicate(DuckDBEngine(connection), rules)
        return cpu_seconds() - started


def time_tuned(stored: Path) -> float:
    """CPU seconds of the program by hand, with the notice's tables loaded."""
    rules = claims_data.ruleset()
    with claims_data.opened(stored) as connection:
        tuned_sql.prepare(connection, rules.pack)
        started = cpu_seconds()
        for statement in tuned_sql.statements(rules):
            connection.execute(statement)
        return cpu_seconds() - started


def differences(stored: Path) -> tuple[int, int]:
    """How many claims the two decide differently in anything, of how many."""
    rules = claims_data.ruleset()
    with claims_data.opened(stored) as connection:
        adjudicate(DuckDBEngine(connection), rules)
        tuned_sql.prepare(connection, rules.pack)
        for statement in tuned_sql.statements(rules):
            connection.execute(statement)
        found = connection.execute(
            f"""SELECT COUNT(*) FILTER ((o.place, o.decision, o.fen, o.fail, o.unknown)
                  IS DISTINCT FROM (t.place, t.decision, t.fen, t.fail, t.unknown)), COUNT(*)
                FROM {DECISIONS} AS o FULL JOIN {tuned_sql.DECISIONS} AS t ON t.place = o.place"""
        ).fetchone()
        return found or (0, 0)


if __name__ == "__main__":
    main()
