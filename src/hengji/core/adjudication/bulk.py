"""A workbook of claims in, decisions, errors and totals out."""

import csv
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from hengji.core.adjudication.claims import BadCell, LoadedClaims, load_claims, require_readable
from hengji.core.adjudication.duckdb_engine import DuckDBEngine
from hengji.core.adjudication.engine import Progress, adjudicate
from hengji.core.adjudication.filled import create_filled
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.adjudication.tables import CLAIMS, DECISIONS
from hengji.core.adjudication.verdict import DECISION_LABELS, Decision, yuan_number, yuan_text
from hengji.core.documents.cells import guarded, guarded_sql
from hengji.core.documents.workbook import write_rows
from hengji.core.packs.model import Pack, Rule
from hengji.core.rules.sql_engine import identifier

DECISION_COLUMNS = ("claim_id", "decision", "amount_yuan", "failed", "unknown")
ERROR_COLUMNS = ("row", "column", "value", "message")
MEMORY = "1500MB"
"""What DuckDB may hold in memory; beyond it, it works on disk. A million claims stay below a third
of it; five million, a province's year, just fit."""

_MASKS = "hengji_masks"
_BATCH = 50_000


@dataclass(frozen=True)
class Total:
    """How many claims a decision or a clause concerns; ``fen`` is what is paid."""

    kind: str
    code: str
    clause: str
    title: str
    claims: int
    fen: int = 0


@dataclass(frozen=True)
class Outcome:
    """What a run came to."""

    loaded: LoadedClaims
    totals: tuple[Total, ...]

    @property
    def bad_cells(self) -> tuple[BadCell, ...]:
        """The cells that kept their rows from being decided."""
        return self.loaded.bad_cells

    def count(self, decision: Decision) -> int:
        """How many claims were decided so."""
        return sum(one.claims for one in self.totals if one.code == decision)


@contextmanager
def calculator(threads: int = 2) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB of our own for one run: bounded memory, its overflow removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="hengji-") as folder:
        connection = duckdb.connect(
            config={
                "memory_limit": MEMORY,
                "temp_directory": folder,
                "threads": threads,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )
        connection.execute("SET enable_progress_bar = false")  # the terminal has ours
        # What the masks repeat is cheap and mostly stands in branches that few rows take: to work
        # it out beforehand, for all rows, costs more than it saves.
        connection.execute("SET disabled_optimizers = 'common_subexpressions'")
        try:
            yield connection
        except duckdb.Error as error:
            raise require_readable(error) from error
        finally:
            connection.close()


def decide_file(
    connection: duckdb.DuckDBPyConnection,
    pack: Pack,
    source: Path,
    progress: Progress = lambda _step: None,
) -> Outcome:
    """Read and decide; the decisions stand on the connection until something else is decided.

    Raises DocumentError where the file as a whole cannot be used.
    """
    progress("读取申领表")
    loaded = load_claims(connection, pack, source)
    adjudicate(DuckDBEngine(connection), loaded.ruleset, progress)
    _name_masks(connection, loaded.ruleset)
    return Outcome(loaded, tuple(_totals(connection, loaded)))


def _name_masks(connection: duckdb.DuckDBPyConnection, ruleset: Ruleset) -> None:
    masks = connection.execute(f"SELECT DISTINCT fail, unknown FROM {DECISIONS}").fetchall()
    create_filled(
        connection,
        _MASKS,
        [("fail", "BIGINT"), ("unknown", "BIGINT"), ("failed", "TEXT"), ("unknowns", "TEXT")],
        [
            (fail, unknown, ruleset.fail_text(fail), ruleset.unknown_text(unknown))
            for fail, unknown in masks
        ],
    )


def decided_rows(
    connection: duckdb.DuckDBPyConnection, outcome: Outcome
) -> Iterator[tuple[int, str, Decision, int, str, str]]:
    """Row, claim, decision, fen, failed and unknown of each claim, in the workbook's order."""
    claim_id = identifier(outcome.loaded.ruleset.adjudication.claim_id)
    cursor = connection.execute(
        f"SELECT d.place, c.{claim_id}, d.decision, d.fen, m.failed, m.unknowns"
        f" FROM {DECISIONS} AS d JOIN {CLAIMS} AS c ON c.place = d.place"
        f" JOIN {_MASKS} AS m ON m.fail = d.fail AND m.unknown = d.unknown ORDER BY d.place"
    )
    while batch := cursor.fetchmany(_BATCH):
        for place, claim, decision, fen, failed, unknown in batch:
            yield place, claim, Decision(decision), fen, failed, unknown


def write_decisions(connection: duckdb.DuckDBPyConnection, outcome: Outcome, target: Path) -> None:
    """The decisions as .xlsx or .csv, by the target's ending.

    In a .csv a claim's number that a spreadsheet would run gets an apostrophe before it.
    """
    if target.suffix.lower() == ".xlsx":
        rows = (
            (claim, decision.value, yuan_number(fen), failed, unknown)
            for _row, claim, decision, fen, failed, unknown in decided_rows(connection, outcome)
        )
        write_rows(target, DECISION_COLUMNS, rows, text_columns=("claim_id",))
        return
    claim_id = guarded_sql(f"c.{identifier(outcome.loaded.ruleset.adjudication.claim_id)}")
    yuan = (
        "CAST(d.fen // 100 AS TEXT) || CASE WHEN d.fen % 100 = 0 THEN ''"
        " ELSE '.' || LPAD(CAST(d.fen % 100 AS TEXT), 2, '0') END"
    )
    connection.execute(
        f"COPY (SELECT {claim_id} AS claim_id, d.decision, {yuan} AS amount_yuan,"
        f" NULLIF(m.failed, '') AS failed, NULLIF(m.unknowns, '') AS unknown FROM {DECISIONS} AS d"
        f" JOIN {CLAIMS} AS c ON c.place = d.place"
        f" JOIN {_MASKS} AS m ON m.fail = d.fail AND m.unknown = d.unknown ORDER BY d.place)"
        " TO ? (FORMAT csv, HEADER true)",
        [str(target)],
    )


def write_errors(outcome: Outcome, target: Path) -> None:
    """The cells that could not be read, for the user to mend."""
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(ERROR_COLUMNS)
        writer.writerows(
            (cell.row, cell.column, guarded(cell.text), cell.message) for cell in outcome.bad_cells
        )


def write_report(outcome: Outcome, pack: Pack, target: Path) -> None:
    """Totals per decision and per clause, as .json, else as .csv."""
    records = [
        {
            "kind": one.kind,
            "code": one.code,
            "clause": one.clause,
            "title": one.title,
            "claims": one.claims,
            "amount_yuan": yuan_text(one.fen),
        }
        for one in outcome.totals
    ]
    if target.suffix.lower() == ".json":
        report = {
            "pack": pack.id,
            "pack_hash": pack.hash,
            "notice": pack.number,
            "rows": outcome.loaded.rows,
            "rows_not_read": len(outcome.loaded.bad_rows),
            "totals": records,
        }
        target.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
        return
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(records[0]))
        writer.writeheader()
        writer.writerows(records)


# Totals --------------------------------------------------------------------------------------


def _totals(connection: duckdb.DuckDBPyConnection, loaded: LoadedClaims) -> Iterator[Total]:
    rows = connection.execute(
        f"SELECT decision, fail, unknown, COUNT(*), CAST(SUM(fen) AS BIGINT)"
        f" FROM {DECISIONS} GROUP BY ALL"
    ).fetchall()
    for decision in Decision:
        mine = [row for row in rows if row[0] == decision]
        yield Total(
            "decision",
            decision.value,
            "",
            DECISION_LABELS[decision],
            sum(row[3] for row in mine),
            sum(row[4] for row in mine),
        )
    yield Total("decision", "not_read", "", "未能读取的行", len(loaded.bad_rows))
    ruleset = loaded.ruleset
    titled = _titles(ruleset)
    for kind, names, column in (
        ("failed", ruleset.fail_codes, 1),
        ("unknown", ruleset.unknown_names, 2),
    ):
        for place, name in enumerate(names):
            claims = sum(row[3] for row in rows if row[column] >> place & 1)
            if claims or kind == "failed":
                clause, title = titled.get(name, ("", ""))
                yield Total(kind, name, clause, title, claims)


def _titles(ruleset: Ruleset) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {
        one.name: ("", f"缺少：{one.label}") for one in ruleset.adjudication.inputs
    }
    found |= {name: ("", title) for name, title in ruleset.outside.items()}
    carried: list[Rule] = [one.rule for one in ruleset.rules]
    found |= {rule.code: (rule.clause.place, rule.title) for rule in carried}
    found |= {one.quota.code: (one.quota.clause.place, one.quota.title) for one in ruleset.quotas}
    return found
