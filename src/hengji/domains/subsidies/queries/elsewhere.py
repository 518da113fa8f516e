"""Claims that another run has approved already: the same number at the same place."""

from dataclasses import dataclass

from django.db import connection

from hengji.domains.subsidies.models import AdjudicationRun

FIRST_ROWS = 5

_FOUND = f"""
    SELECT found.other_id, place.name, COUNT(*),
        (array_agg(found.run_row ORDER BY found.run_row))[1:{FIRST_ROWS}]
    FROM subsidies_approved_elsewhere(%s) AS found
    JOIN subsidies_adjudicationrun AS other ON other.id = found.other_id
    JOIN jurisdictions_jurisdiction AS place ON place.code = other.jurisdiction_id
    GROUP BY found.other_id, place.name ORDER BY found.other_id
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
        return tuple(
            Elsewhere(number, place, claims, tuple(rows))
            for number, place, claims, rows in cursor.fetchall()
        )
