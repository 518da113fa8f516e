"""Claims read again from the stored sheet: what a run does not keep in the database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from hengji.core.adjudication.bulk import calculator
from hengji.core.adjudication.claims import load_claims
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.adjudication.tables import CLAIMS
from hengji.core.documents.errors import DocumentError
from hengji.core.packs.model import OfOnePerson
from hengji.core.packs.registry import get_pack
from hengji.core.rules.sql_engine import identifier
from hengji.core.rules.values import Value
from hengji.domains.subsidies.errors import UnusableFileError
from hengji.domains.subsidies.models import AdjudicationRun
from hengji.platform.files.services import file_path


@dataclass(frozen=True)
class ClaimsBeside:
    """A claim and those that bear upon it, in the workbook's order.

    They are the others of its person, and what other persons claim with a value that is one
    person's alone and that this person gives.
    """

    ruleset: Ruleset
    rows: tuple[int, ...]
    claims: tuple[dict[str, Value], ...]
    place: int
    """Where among them the claim stands."""


def claims_beside(run: AdjudicationRun, row: int) -> ClaimsBeside | None:
    """The claim of that row with those beside it; None where the row was not read."""
    with _loaded(run) as (connection, ruleset):
        person = identifier(ruleset.adjudication.person)
        shared = "".join(
            f" OR {value} IN (SELECT {value} FROM own)"  # noqa: S608 - names that the core quotes
            for value in map(identifier, values_of_one_person(ruleset))
        )
        cursor = connection.execute(
            f"WITH own AS (SELECT * FROM {CLAIMS} WHERE place = $row OR {person} ="  # noqa: S608 - names that the core quotes
            f" (SELECT {person} FROM {CLAIMS} WHERE place = $row))"
            f" SELECT * FROM {CLAIMS}"
            f" WHERE place IN (SELECT place FROM own){shared} ORDER BY place",
            {"row": row},
        )
        names = [one[0] for one in cursor.description or ()]
        found = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    rows = tuple(one.pop("place") for one in found)
    return ClaimsBeside(ruleset, rows, tuple(found), rows.index(row)) if row in rows else None


def values_of_one_person(ruleset: Ruleset) -> tuple[str, ...]:
    """The inputs whose value is one person's alone."""
    quotas = (one.quota for one in ruleset.quotas)
    return tuple(quota.value for quota in quotas if isinstance(quota, OfOnePerson))


def person_codes(run: AdjudicationRun, rows: Sequence[int]) -> dict[int, str]:
    """The identity codes of some rows, as the sheet has them."""
    with _loaded(run) as (connection, ruleset):
        person = identifier(ruleset.adjudication.person)
        found = connection.execute(
            f"SELECT place, {person} FROM {CLAIMS} WHERE list_contains(?, place)",  # noqa: S608 - names that the core quotes
            [list(rows)],
        ).fetchall()
    return {place: code or "" for place, code in found}


def all_person_codes(run: AdjudicationRun) -> dict[int, str]:
    """The identity codes of every row that was read."""
    with _loaded(run) as (connection, ruleset):
        person = identifier(ruleset.adjudication.person)
        found = connection.execute(f"SELECT place, {person} FROM {CLAIMS}").fetchall()  # noqa: S608 - names that the core quotes
    return {place: code or "" for place, code in found}


@contextmanager
def _loaded(run: AdjudicationRun) -> Iterator[tuple[duckdb.DuckDBPyConnection, Ruleset]]:
    try:
        with calculator() as connection:
            yield (
                connection,
                load_claims(connection, get_pack(run.pack_id), file_path(run.source)).ruleset,
            )
    except DocumentError as error:
        raise UnusableFileError.of(error) from error
