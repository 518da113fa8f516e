"""Claims that another run has approved already: the same number at the same place."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.db.models import Q, QuerySet

from hengji.domains.subsidies.models import AdjudicationRun
from hengji.domains.subsidies.states import State

FIRST_ROWS = 5

_FOUND = f"""
    SELECT found.other_id, place.name, COUNT(*),
        (array_agg(found.run_row ORDER BY found.run_row))[1:{FIRST_ROWS}]
    FROM subsidies_approved_elsewhere(%s) AS found
    JOIN subsidies_adjudicationrun AS other ON other.id = found.other_id
    JOIN jurisdictions_jurisdiction AS place ON place.code = other.jurisdiction_id
    GROUP BY found.other_id, place.name ORDER BY found.other_id
"""  # noqa: S608 - a number of our own

_CHUNK = 1 << 20
_HANDED_IN = "CREATE TEMPORARY TABLE subsidies_handed_in (row integer, claim_id text)"
_COPY = "COPY subsidies_handed_in FROM STDIN (FORMAT csv)"
_HANDED_IN_BEFORE = f"""
    SELECT theirs.run_id, place.name, COUNT(*),
        (array_agg(mine.row ORDER BY mine.row))[1:{FIRST_ROWS}]
    FROM subsidies_handed_in AS mine
    JOIN subsidies_claimdecision AS theirs ON theirs.run_id = ANY(%s)
        AND theirs.decision = 'approved'
        AND subsidies_claim_number(theirs.claim_id) = subsidies_claim_number(mine.claim_id)
    JOIN subsidies_adjudicationrun AS other ON other.id = theirs.run_id
    JOIN jurisdictions_jurisdiction AS place ON place.code = other.jurisdiction_id
    GROUP BY theirs.run_id, place.name ORDER BY theirs.run_id
"""  # noqa: S608 - a number of our own


@dataclass(frozen=True)
class Elsewhere:
    """Another confirmed run, how many of this run's claims it approved, and the first rows here."""

    run_id: int
    place: str
    claims: int
    rows: tuple[int, ...]

    def __str__(self) -> str:
        more = "等" if self.claims > len(self.rows) else ""
        rows = "、".join(map(str, self.rows))
        return f"第{self.run_id}号核定（{self.place}）已有 {self.claims} 件，本表第{rows}行{more}"


def approved_elsewhere(run: AdjudicationRun) -> tuple[Elsewhere, ...]:
    """Where claims that ``run`` approves were approved before: at its place, above or below.

    By the pack and the claim's number alone: neither a sheet saved anew nor newer rules make
    another claim of it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, [run.pk])
        return _told(cursor.fetchall())


def approved_before(run: AdjudicationRun, numbers: Path) -> tuple[Elsewhere, ...]:
    """The same of a sheet that is only handed in, by a file of its rows and numbers.

    Also by runs that still wait for their review: whichever is confirmed first will stand. The
    caller holds the transaction.
    """
    others = list(_others(run).values_list("pk", flat=True))
    if not others:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_HANDED_IN)
        with numbers.open("rb") as stream, cursor.copy(_COPY) as copy:
            while block := stream.read(_CHUNK):
                copy.write(block)
        cursor.execute("ANALYZE subsidies_handed_in")
        cursor.execute(_HANDED_IN_BEFORE, [others])
        found = _told(cursor.fetchall())
        cursor.execute("DROP TABLE subsidies_handed_in")
    return found


def _others(run: AdjudicationRun) -> "QuerySet[AdjudicationRun]":
    """The pack's other runs at the place, above it and below it, that were not returned."""
    code = run.jurisdiction_id
    at = run.jurisdiction.within("jurisdiction__code")
    above = Q(jurisdiction__code__in=(f"{code[:2]}0000", f"{code[:4]}00"))
    found = AdjudicationRun.objects.filter(at | above, pack_id=run.pack_id)
    return found.filter(state__in=(State.DONE, State.CONFIRMED)).exclude(pk=run.pk)


def _told(found: Iterable[tuple[int, str, int, list[int]]]) -> tuple[Elsewhere, ...]:
    return tuple(
        Elsewhere(number, place, claims, tuple(rows)) for number, place, claims, rows in found
    )
