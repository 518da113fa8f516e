"""Deciding a whole workbook, outside any transaction: files and numbers, nothing kept yet."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from hengji.core.adjudication.bulk import (
    Outcome,
    Total,
    calculator,
    decide_file,
    write_decisions,
    write_report,
)
from hengji.core.adjudication.tables import CLAIMS, DECISIONS
from hengji.core.documents.workbook import append_columns
from hengji.core.packs.model import Pack
from hengji.core.rules.sql_engine import identifier
from hengji.domains.subsidies.models import AdjudicationRun
from hengji.domains.subsidies.services.workbook import decision_columns
from hengji.platform.files.services import file_path

Progress = Callable[[str], None]
BULK, PLAIN, REPORT = "bulk.csv", "decisions.csv", "report.csv"


@dataclass(frozen=True)
class Results:
    """What a run came to, in a folder that goes with this value."""

    folder: "tempfile.TemporaryDirectory[str]"
    workbook: Path
    formats_kept: bool
    decided: int
    totals: tuple[Total, ...]
    fail_codes: tuple[str, ...]
    unknown_names: tuple[str, ...]

    def path(self, name: str) -> Path:
        """One of the files."""
        return Path(self.folder.name) / name


def decide(run: AdjudicationRun, pack: Pack, progress: Progress = lambda _step: None) -> Results:
    """Decide every claim of the run's sheet, and write every file that it gives back.

    Raises DocumentError where the sheet cannot be used.
    """
    source = file_path(run.source)
    folder = tempfile.TemporaryDirectory(prefix="hengji-run-")
    target = Path(folder.name) / f"workbook{_ending(run)}"
    with calculator() as connection:
        outcome = decide_file(connection, pack, source, progress)
        progress("写出核定结果")
        _write_bulk(connection, outcome, run.pk, Path(folder.name) / BULK)
        write_decisions(connection, outcome, Path(folder.name) / PLAIN)
        write_report(outcome, pack, Path(folder.name) / REPORT)
        progress("写回申领表")
        columns = decision_columns(connection, outcome, pack)
    kept = append_columns(
        source, target, outcome.loaded.sheet.header_row, columns, sheet=run.sheet_name or None
    )
    ruleset = outcome.loaded.ruleset
    return Results(
        folder,
        target,
        kept,
        outcome.loaded.rows - len(outcome.loaded.bad_rows),
        outcome.totals,
        ruleset.fail_codes,
        ruleset.unknown_names,
    )


def _ending(run: AdjudicationRun) -> str:
    """A sheet goes back as what it came; an old .xls becomes an .xlsx."""
    return ".csv" if run.source.content_type.startswith("text/") else ".xlsx"


def _write_bulk(
    connection: duckdb.DuckDBPyConnection, outcome: Outcome, run_id: int, target: Path
) -> None:
    """The decisions in the form that PostgreSQL's COPY takes, with their masks."""
    claim_id = identifier(outcome.loaded.ruleset.adjudication.claim_id)
    connection.execute(
        f"COPY (SELECT {run_id:d}, d.place, c.{claim_id}, d.decision, d.fen, d.fail, d.unknown"  # noqa: S608 - a number, and names that the core quotes
        f" FROM {DECISIONS} AS d JOIN {CLAIMS} AS c ON c.place = d.place ORDER BY d.place)"
        " TO ? (FORMAT csv, HEADER false)",
        [str(target)],
    )
