"""Exporting the trail with its chain: a file that is verified without the system."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from hengji.core.audit.entry import GENESIS
from hengji.core.audit.export import FORMAT
from hengji.core.audit.heads import heads_text
from hengji.platform.audit.actions import EXPORT
from hengji.platform.audit.chains import current_heads
from hengji.platform.audit.columns import ENTRIES, JOINED, LINKS, UNLINKED, VALUES, rows_of
from hengji.platform.audit.models import AuditEntry
from hengji.platform.audit.services import record
from hengji.platform.audit.times import utc_text
from hengji.platform.database.builtins import builtins_only
from hengji.platform.errors import HengjiError
from hengji.platform.jurisdictions.models import Jurisdiction

_BLOCK = 2000  # rows that are fetched at once

# The parts of an export are unbroken, or nobody could verify them: where transactions of two
# months committed in turn, a few rows of the other month are in it too.
_STRETCHES = """
SELECT s.chain, s.first, s.last, coalesce(encode(l.hash, 'hex'), %(genesis)s)
FROM (
    SELECT chain, min(seq) AS first, max(seq) AS last FROM {ours}.audit_auditlink
    WHERE starts_with(chain, %(prefix)s) AND entry_at >= %(since)s AND entry_at < %(until)s
    GROUP BY chain
) AS s
LEFT JOIN {ours}.audit_auditlink l ON l.chain = s.chain AND l.seq = s.first - 1
"""

_OBJECT = ", ".join(f"'{name}', {value}" for name, value in VALUES.items())

_LINKED = f"""
SELECT json_build_object('chain', l.chain, 'seq', l.seq, 'hash', encode(l.hash, 'hex'),
    'entry_id', l.entry_id, {_OBJECT})::text
FROM unnest(%(chains)s::text[], %(firsts)s::bigint[], %(lasts)s::bigint[]) AS s(chain, first, last)
JOIN {LINKS} l ON l.chain = s.chain AND l.seq BETWEEN s.first AND s.last
LEFT JOIN {JOINED}
ORDER BY l.chain, l.seq
"""  # noqa: S608 - names of our own columns

_OUTSIDE = f"""
SELECT json_build_object('chain', e.jurisdiction_code, 'seq', NULL, 'hash', NULL,
    'entry_id', e.id, {_OBJECT})::text
FROM {ENTRIES} e
WHERE e.at >= %(since)s AND e.at < %(until)s AND starts_with(e.jurisdiction_code, %(prefix)s)
    AND {UNLINKED}
ORDER BY e.id
"""  # noqa: S608 - the same


@dataclass(frozen=True)
class Extent:
    """What to export: the division of a code with those below it, or all; and from when to when."""

    code: str = ""
    since: datetime | None = None
    until: datetime | None = None


def trail_export(*, extent: Extent, target: Path, at: datetime) -> int:
    """Write the file, and how many rows it has; whoever owns the server may.

    The export leaves a row of its own first, so the file has that too. Raises `HengjiError` for a
    code that is no division's.
    """
    place = Jurisdiction.objects.filter(code=extent.code).first()
    if extent.code and place is None:
        raise HengjiError("PLACE_UNKNOWN", f"没有区划代码为“{extent.code}”的地区。", field="place")
    record(
        actor=None,
        action=EXPORT,
        subject=AuditEntry,
        jurisdiction=place,
        at=at,
        after={"since": extent.since, "until": extent.until, "file": target.name},
    )
    rows = 0
    with transaction.atomic(), target.open("w", encoding="utf-8") as file:
        # Chains only grow: what is written meanwhile lies beyond the ends that the header names.
        header, parameters = _header(place, extent, at)
        file.write(json.dumps(header, ensure_ascii=False) + "\n")
        for query in (_LINKED, _OUTSIDE):
            for text in _rows(query, parameters):
                file.write(text + "\n")
                rows += 1
    return rows


def _header(
    place: Jurisdiction | None, extent: Extent, at: datetime
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The first line, and the parameters of the queries for the others."""
    prefix = place.prefix if place else ""
    asked = {
        "prefix": prefix,
        "genesis": GENESIS.hex(),
        "since": extent.since or "-infinity",
        "until": extent.until or "infinity",
    }
    found = rows_of(_STRETCHES, asked)
    header = {
        "format": FORMAT,
        "at": utc_text(at),
        "jurisdiction": prefix,
        "since": utc_text(extent.since) if extent.since else None,
        "until": utc_text(extent.until) if extent.until else None,
        "heads": heads_text(current_heads(at, prefix)),
        "stretches": {chain: [first, last, before] for chain, first, last, before in found},
    }
    chains, firsts, lasts, _ = zip(*found, strict=True) if found else ((), (), (), ())
    parts = {"chains": list(chains), "firsts": list(firsts), "lasts": list(lasts)}
    return header, asked | parts


def _rows(query: str, parameters: dict[str, Any]) -> Iterator[str]:
    with builtins_only() as ours, connection.chunked_cursor() as cursor:
        cursor.execute(query.format(ours=ours), parameters)
        while block := cursor.fetchmany(_BLOCK):
            for (text,) in block:
                yield text
