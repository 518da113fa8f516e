"""What a workbook of claims holds, before anything is decided."""

import tempfile
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from hengji.core.adjudication.bulk import calculator
from hengji.core.adjudication.claims import BadCell, LoadedClaims, load_claims
from hengji.core.adjudication.tables import CLAIMS
from hengji.core.masking import masked
from hengji.core.packs.model import Pack
from hengji.core.rules.sql_engine import identifier
from hengji.domains.subsidies.models import AdjudicationRun, ReadFault
from hengji.domains.subsidies.queries.elsewhere import approved_before

PREVIEW_ROWS = 20
MOST_FAULTS = 10_000
"""Faulty cells that are listed; beyond, the sheet is wrong as a whole."""


@dataclass(frozen=True)
class Inspection:
    """What was found; identity codes are covered already."""

    sheet_name: str
    header_row: int
    columns: tuple[dict[str, str], ...]
    """Name and label of each column that the pack knows, and its heading in the sheet."""
    ignored: tuple[str, ...]
    absent: tuple[str, ...]
    preview: tuple[tuple[int, list[str]], ...]
    rows: int
    bad_rows: int
    faults: tuple[BadCell, ...]
    folder: "tempfile.TemporaryDirectory[str]"
    """Holds `numbers`, and goes with this value."""

    @property
    def numbers(self) -> Path:
        """The rows and numbers of the claims, as PostgreSQL's COPY takes them."""
        return Path(self.folder.name) / "numbers.csv"


def inspect(pack: Pack, path: Path) -> Inspection:
    """Read every cell of the sheet at ``path`` as ``pack`` asks for it.

    Raises DocumentError where the file as a whole cannot be used.
    """
    folder = tempfile.TemporaryDirectory(prefix="hengji-sheet-")
    with calculator() as connection:
        loaded = load_claims(connection, pack, path)
        number = identifier(loaded.ruleset.adjudication.claim_id)
        connection.execute(
            f"COPY (SELECT place, {number} FROM {CLAIMS}) TO ? (FORMAT csv, HEADER false)",  # noqa: S608 - names that the core quotes
            [str(Path(folder.name) / "numbers.csv")],
        )
    places = sorted(loaded.columns.places.items(), key=lambda one: one[1])
    adjudication = loaded.ruleset.adjudication
    return Inspection(
        sheet_name=getattr(loaded.sheet, "name", ""),  # a .csv has none
        header_row=loaded.sheet.header_row,
        columns=tuple(
            {
                "name": name,
                "label": adjudication.input(name).label,
                "heading": loaded.sheet.header[place],
            }
            for name, place in places
        ),
        ignored=loaded.columns.ignored,
        absent=tuple(adjudication.input(name).label for name in loaded.columns.absent),
        preview=tuple(_preview(loaded, [place for _name, place in places])),
        rows=loaded.rows,
        bad_rows=len(loaded.bad_rows),
        faults=tuple(_faults(loaded)),
        folder=folder,
    )


def _preview(loaded: LoadedClaims, places: list[int]) -> list[tuple[int, list[str]]]:
    secret = loaded.columns.places.get(loaded.ruleset.adjudication.person)
    return [
        (number, [masked(cells[place]) if place == secret else cells[place] for place in places])
        for number, cells in islice(loaded.sheet.rows(), PREVIEW_ROWS)
    ]


def _faults(loaded: LoadedClaims) -> list[BadCell]:
    """A faulty identity code is quoted in its message too, so both are covered."""
    place = loaded.columns.places.get(loaded.ruleset.adjudication.person)
    secret = loaded.sheet.column_name(place) if place is not None else None
    return [
        replace(cell, text=masked(cell.text), message=_covered(cell))
        if cell.column == secret and cell.text
        else cell
        for cell in loaded.bad_cells
    ]


def _covered(cell: BadCell) -> str:
    return cell.message.replace(cell.text.strip(), masked(cell.text.strip()))


def keep(run: AdjudicationRun, found: Inspection) -> None:
    """Write what was found onto the run; the caller holds the transaction and saves the run."""
    run.sheet_name = found.sheet_name
    run.header_row = found.header_row
    run.columns = list(found.columns)
    run.ignored, run.absent = list(found.ignored), list(found.absent)
    run.preview = [[number, *cells] for number, cells in found.preview]
    run.rows, run.bad_rows, run.bad_cells = found.rows, found.bad_rows, len(found.faults)
    run.approved_before = [str(one) for one in approved_before(run, found.numbers)]
    ReadFault.objects.filter(run=run).delete()
    ReadFault.objects.bulk_create(
        ReadFault(run=run, row=one.row, column=one.column, text=one.text[:200], message=one.message)
        for one in found.faults[:MOST_FAULTS]
    )
