"""Claims out of a workbook: typed, with every faulty cell named, none of them stopping the rest."""

import csv
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from hengji.core.adjudication.cells import (
    CellError,
    blanks_sql,
    canonical_sql,
    read_cell,
    value_sql,
)
from hengji.core.adjudication.filled import create_filled
from hengji.core.adjudication.headings import Columns, match_columns
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.adjudication.tables import CLAIMS, SQL_TYPES
from hengji.core.documents.errors import DocumentError
from hengji.core.documents.sheet import Sheet, open_sheet
from hengji.core.packs.model import Input, Pack
from hengji.core.rules.sql_engine import identifier
from hengji.core.rules.values import Value

RAW = "hengji_raw"
BAD_CELLS = "hengji_bad_cells"
NUMBER = "hengji_row_number"


@dataclass(frozen=True)
class BadCell:
    """A cell that cannot be used: the row as the user sees it, the column's heading, and why."""

    row: int
    column: str
    text: str
    message: str


@dataclass(frozen=True)
class LoadedClaims:
    """What was read: how many rows there are, and which of them cannot be decided."""

    sheet: Sheet
    columns: Columns
    ruleset: Ruleset
    rows: int
    bad_cells: tuple[BadCell, ...]

    @property
    def bad_rows(self) -> frozenset[int]:
        """The numbers of the rows with a bad cell."""
        return frozenset(cell.row for cell in self.bad_cells)


def load_claims(connection: duckdb.DuckDBPyConnection, pack: Pack, path: Path) -> LoadedClaims:
    """Fill the table of claims from ``path``; ``place`` is the row as the user sees it.

    Raises DocumentError where the file as a whole cannot be used.
    """
    sheet = open_sheet(path)
    columns = match_columns(pack, sheet.header)
    ruleset = Ruleset(pack, set(columns.places))
    surface = _read_raw(connection, sheet)
    bad = [*surface, *_type_columns(connection, ruleset, columns, sheet)]
    create_filled(
        connection,
        BAD_CELLS,
        [("place", "BIGINT")],
        [(row,) for row in sorted({cell.row for cell in bad})],
    )
    rows = _count(connection, RAW)
    connection.execute(f"DELETE FROM {CLAIMS} WHERE place IN (SELECT place FROM {BAD_CELLS})")
    connection.execute(f"DROP TABLE {RAW}")
    return LoadedClaims(
        sheet, columns, ruleset, rows, tuple(sorted(bad, key=lambda cell: (cell.row, cell.column)))
    )


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    found = connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()
    return int(found[0]) if found else 0


# The cells as text ---------------------------------------------------------------------------


def _read_raw(connection: duckdb.DuckDBPyConnection, sheet: Sheet) -> list[BadCell]:
    """Every row as text; what the sheet itself finds wrong in its cells."""
    if sheet.kind == "csv":
        try:
            with sheet.utf8_csv() as path:
                if not _has_blank_lines(path):
                    _read_csv(connection, path, sheet.header_row, len(sheet.header), numbered=False)
                    return []
        except duckdb.Error:
            pass  # Ragged rows or odd quotes: the patient reader below names them.
    wrong = sheet.cell_errors()
    for error in wrong:
        if error.row is None:
            raise error
    with _numbered_csv(sheet) as path:
        _read_csv(connection, path, 1, len(sheet.header) + 1, numbered=True)
    return [
        BadCell(error.row, error.column or "", "", error.message)
        for error in wrong
        if error.row is not None
    ]


def _read_csv(
    connection: duckdb.DuckDBPyConnection, path: Path, skip: int, width: int, *, numbered: bool
) -> None:
    names = ([NUMBER] if numbered else []) + [f"c{place}" for place in range(width - numbered)]
    declared = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    number = f"CAST({NUMBER} AS BIGINT)" if numbered else f"ROW_NUMBER() OVER () + {skip}"
    cells = ", ".join(f"c{place}" for place in range(width - numbered))
    filled = " OR ".join(
        f"TRIM(c{place}, {blanks_sql()}) <> ''" for place in range(width - numbered)
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE {RAW} AS SELECT * FROM (SELECT {number} AS place, {cells}
        FROM read_csv(?, header=false, skip={skip}, auto_detect=false, columns={{{declared}}},
          delim=',', quote='"', escape='"', nullstr='', strict_mode=true, null_padding=false,
          max_line_size=4194304)) WHERE {filled}""",
        [str(path)],
    )


def _has_blank_lines(path: Path) -> bool:
    """Whether a line holds nothing at all: DuckDB would pass over it and count one row less."""
    last = b""
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            joined = (last + block).replace(b"\r", b"")
            if b"\n\n" in joined:
                return True
            last = block[-4:]
    return False


@contextmanager
def _numbered_csv(sheet: Sheet) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow([NUMBER, *sheet.header])
            writer.writerows((number, *cells) for number, cells in sheet.rows())
        yield path


# The cells as values -------------------------------------------------------------------------


def _type_columns(
    connection: duckdb.DuckDBPyConnection, ruleset: Ruleset, columns: Columns, sheet: Sheet
) -> list[BadCell]:
    bad: list[BadCell] = []
    selected, joins = ["raw.place"], []
    for asked in ruleset.adjudication.inputs:
        place = columns.places.get(asked.name)
        if place is None:
            selected.append(f"CAST(NULL AS {SQL_TYPES[asked.kind]}) AS {identifier(asked.name)}")
            continue
        cell = f"c{place}"
        odd = f"odd_{place}"
        if _read_odd_cells(connection, asked, cell, odd):
            bad += _bad_cells(connection, cell, odd, sheet.column_name(place))
            joins.append(f"LEFT JOIN {odd} ON {odd}.text = raw.{cell}")
            value = (
                f"CASE WHEN {odd}.text IS NOT NULL THEN {odd}.value"
                f" ELSE {value_sql(asked, cell)} END"
            )
        else:
            value = value_sql(asked, cell)
        selected.append(f"{value} AS {identifier(asked.name)}")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {CLAIMS} AS"
        f" SELECT {', '.join(selected)} FROM {RAW} AS raw {' '.join(joins)} ORDER BY raw.place"
    )
    return [*bad, *_identity_faults(connection, ruleset, columns, sheet)]


def _read_odd_cells(
    connection: duckdb.DuckDBPyConnection, asked: Input, cell: str, odd: str
) -> bool:
    """A table of the texts that SQL alone would not read; whether there are any."""
    texts = connection.execute(
        f"SELECT DISTINCT {cell} FROM {RAW}"
        f" WHERE {cell} IS NOT NULL AND NOT {canonical_sql(asked, cell)}"
    ).fetchall()
    rows: list[tuple[str, Value, str | None]] = []
    for (text,) in texts:
        try:
            rows.append((text, read_cell(asked, text), None))
        except CellError as error:
            rows.append((text, None, str(error)))
    if rows:
        create_filled(
            connection,
            odd,
            [("text", "TEXT"), ("value", SQL_TYPES[asked.kind]), ("message", "TEXT")],
            rows,
        )
    return bool(rows)


def _bad_cells(
    connection: duckdb.DuckDBPyConnection, cell: str, odd: str, heading: str
) -> list[BadCell]:
    found = connection.execute(
        f"SELECT raw.place, raw.{cell}, {odd}.message FROM {RAW} AS raw"
        f" JOIN {odd} ON {odd}.text = raw.{cell} WHERE {odd}.message IS NOT NULL"
    ).fetchall()
    return [BadCell(place, heading, text, message) for place, text, message in found]


def _identity_faults(
    connection: duckdb.DuckDBPyConnection, ruleset: Ruleset, columns: Columns, sheet: Sheet
) -> list[BadCell]:
    """A claim without a number, or with another claim's: it could be paid twice."""
    claim_id = ruleset.adjudication.claim_id
    name = identifier(claim_id)
    heading = sheet.column_name(columns.places[claim_id])
    empty = connection.execute(f"SELECT place FROM {CLAIMS} WHERE {name} IS NULL").fetchall()
    twice = connection.execute(
        f"SELECT c.place, c.{name}, f.first FROM {CLAIMS} AS c JOIN"
        f" (SELECT {name} AS id, MIN(place) AS first FROM {CLAIMS} WHERE {name} IS NOT NULL"
        f" GROUP BY {name} HAVING COUNT(*) > 1) AS f ON f.id = c.{name} AND c.place > f.first"
    ).fetchall()
    return [
        *(BadCell(place, heading, "", "没有编号；每件申领须有编号") for (place,) in empty),
        *(
            BadCell(place, heading, text, f"与第{first}行的编号相同；同一件不得申领两次")
            for place, text, first in twice
        ),
    ]


def require_readable(error: duckdb.Error) -> DocumentError:
    """What the user is told when the calculator itself cannot go on (memory, disk)."""
    return DocumentError(
        "ENGINE", f"计算中断：{str(error).splitlines()[0]}；请释放内存或磁盘后重试"
    )
