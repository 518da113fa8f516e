# ruff: noqa: S608 - the tables' names are constants of the program
"""The bulk run beside OpenFisca-core on an equivalent model: claims a second at one million.

Both start from typed values in memory and end with a decision and an amount for each claim.
"""

import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from benchmarks import claims_data, openfisca_model
from benchmarks.measuring import cpu_seconds, in_new_process, in_turn, judge, median, say
from hengji.core.adjudication.duckdb_engine import DuckDBEngine
from hengji.core.adjudication.engine import adjudicate
from hengji.core.adjudication.fold import fold
from hengji.core.adjudication.tables import CLAIMS, DECISIONS

CLAIM_COUNT = 1_000_000
FOLDED = 20_000
RUNS = 3
LEAST = 30
"""So many times the claims a second of OpenFisca are expected."""


@dataclass(frozen=True)
class Speed:
    """How long a run took; ``agreeing`` of its decisions are those of the bulk run."""

    cpu: float
    wall: float
    claims: int
    agreeing: int = 0

    @property
    def rate(self) -> float:
        """Claims a second of CPU time, so that a shared machine does not decide."""
        return self.claims / self.cpu


def main() -> None:
    """Print claims a second of each, and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        stored = Path(folder) / "claims.duckdb"
        in_new_process(claims_data.store, stored, CLAIM_COUNT)
        ours = in_turn(RUNS, partial(in_new_process, run_bulk, stored))[0]
        openfisca = in_new_process(run_openfisca, stored)
        folded = in_new_process(run_fold, stored)
    rate = median([one.rate for one in ours])
    wall = median([one.claims / one.wall for one in ours])
    say("衡技", f"{rate:,.0f} 件/CPU 秒，{wall:,.0f} 件/秒")
    say("OpenFisca-core", f"{openfisca.rate:,.0f} 件/CPU 秒，{_wall(openfisca):,.0f} 件/秒")
    say("", f"逐件相同 {openfisca.agreeing} / {openfisca.claims} 件")
    say("纯 Python 逐人核对", f"{folded.rate:,.0f} 件/CPU 秒（供参考）")
    judge("件/秒之比", wall / _wall(openfisca), "倍", at_least=LEAST)
    judge("件/CPU 秒之比", rate / openfisca.rate, "倍", at_least=LEAST)


def _wall(speed: Speed) -> float:
    return speed.claims / speed.wall


def run_bulk(stored: Path) -> Speed:
    """The engine, lookups included, nothing remembered from before."""
    rules = claims_data.ruleset()
    with claims_data.opened(stored) as connection:
        cpu, wall = cpu_seconds(), time.perf_counter()
        adjudicate(DuckDBEngine(connection), rules)
        return Speed(cpu_seconds() - cpu, time.perf_counter() - wall, CLAIM_COUNT)


def run_fold(stored: Path) -> Speed:
    """The reference in plain Python, on fewer claims."""
    rules = claims_data.ruleset()
    with claims_data.opened(stored) as connection:
        claims = claims_data.as_mappings(connection, rules, FOLDED)
    cpu, wall = cpu_seconds(), time.perf_counter()
    fold(rules, claims)
    return Speed(cpu_seconds() - cpu, time.perf_counter() - wall, len(claims))


def run_openfisca(stored: Path) -> Speed:
    """OpenFisca from arrays to arrays; then every row is held against the bulk run's."""
    rules = claims_data.ruleset()
    system = openfisca_model.build_system(rules)
    with claims_data.opened(stored) as connection:
        inputs, persons = _arrays(connection)
        cpu, wall = cpu_seconds(), time.perf_counter()
        answers = openfisca_model.simulate(system, inputs, persons)
        spent = cpu_seconds() - cpu, time.perf_counter() - wall
        adjudicate(DuckDBEngine(connection), rules)
        expected = connection.execute(
            f"SELECT fail, unknown, fen FROM {DECISIONS} ORDER BY place"
        ).fetchnumpy()
        same = answers[0] == expected["fail"]
        same &= (answers[1] == expected["unknown"]) & (answers[2] == expected["fen"])
        return Speed(*spent, len(same), int(same.sum()))


def _arrays(connection: duckdb.DuckDBPyConnection) -> tuple[dict[str, Any], Any]:
    """The claims as OpenFisca takes them: -1, NaT and empty text for what is missing."""
    texts = ("code", "name")
    whole = ("level", "total_minutes", "online_minutes", "practical_minutes", "provider_stars")
    days = ("provider_removed_on", "filed_on", "trained_on", "applied_on")
    arrays = connection.execute(
        f"""SELECT place, person_id IS NULL AS is_nobody, {", ".join(days)},
          COALESCE(benefit, 'NONE') AS benefit, COALESCE(programme, 'NONE') AS programme,
          {", ".join(f"COALESCE({name}, '') AS {name}" for name in texts)},
          {", ".join(f"COALESCE({name}, -1) AS {name}" for name in whole)},
          COALESCE(CAST(certificate_found AS BIGINT), -1) AS certificate_found,
          DENSE_RANK() OVER (ORDER BY COALESCE(person_id, claim_id)) - 1 AS person
        FROM {CLAIMS} ORDER BY place"""
    ).fetchnumpy()
    plain = {name: getattr(column, "filled", column.view)() for name, column in arrays.items()}
    for name in days:
        day = arrays[name].astype("datetime64[D]")
        plain[name] = day.filled(day.dtype.type("NaT"))
    for name, options in (
        ("benefit", openfisca_model.Benefit),
        ("programme", openfisca_model.Programme),
    ):
        plain[name] = options.encode(plain[name].astype(str))
    return plain, plain.pop("person")


if __name__ == "__main__":
    main()
