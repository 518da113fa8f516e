"""Verifying the chains inside the database: PostgreSQL finds what does not fit, all rows at once.

What was done to such a row is then told by the same code that verifies exports.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import connection, transaction

from hengji.core.audit.diagnosis import Broken, diagnose
from hengji.core.audit.entry import FIELDS, GENESIS
from hengji.core.audit.export import Line
from hengji.core.audit.faults import Fault, FaultKind
from hengji.core.audit.heads import Head
from hengji.core.audit.loose import cut_faults, loose_faults, rewritten
from hengji.platform.audit.chains import current_heads
from hengji.platform.audit.columns import (
    ENTRIES,
    HASHED,
    JOINED,
    UNLINKED,
    VALUES,
    rows_of,
)
from hengji.platform.audit.parts import Part

MEMORY = "256MB"
"""For sorting and joining: with the usual 4 MB ten million rows would go to the disk twice."""

_ALL_LINKS = """
    SELECT *, lag(seq, 1, 0::bigint) OVER w AS seq_before, lag(hash) OVER w AS hash_before
    FROM {ours}.audit_auditlink WINDOW w AS (PARTITION BY chain ORDER BY seq)
"""

# Each stretch with the link before it, wherever that is: a gap is told by who comes after it.
_SOME_LINKS = """
    SELECT s.* FROM unnest(%(chains)s::text[], %(firsts)s::bigint[], %(lasts)s::bigint[])
        AS r(chain, first, last)
    CROSS JOIN LATERAL (
        SELECT o.*, lag(seq, 1, 0::bigint) OVER w AS seq_before, lag(hash) OVER w AS hash_before
        FROM (
            (SELECT * FROM {ours}.audit_auditlink WHERE chain = r.chain AND seq < r.first
                ORDER BY seq DESC LIMIT 1)
            UNION ALL
            SELECT * FROM {ours}.audit_auditlink
                WHERE chain = r.chain AND seq BETWEEN r.first AND r.last
        ) AS o WINDOW w AS (ORDER BY seq)
    ) AS s WHERE s.seq >= r.first
"""

_ALL_OUTSIDE = f"""
SELECT e.jurisdiction_code, e.id FROM {ENTRIES} e WHERE {UNLINKED} ORDER BY e.id
"""  # noqa: S608 - the same

_SOME_OUTSIDE = f"""
SELECT DISTINCT e.jurisdiction_code, e.id
FROM unnest(%(least)s::bigint[], %(most)s::bigint[]) AS r(first, last)
JOIN {ENTRIES} e ON e.id BETWEEN r.first AND r.last WHERE {UNLINKED} ORDER BY e.id
"""  # noqa: S608 - the same

_NOTED = """
SELECT h.chain, h.seq, h.hash, h.at, l.entry_id
FROM unnest(%s::text[], %s::bigint[], %s::text[], %s::text[]) AS h(chain, seq, hash, at)
JOIN {ours}.audit_auditlink l ON l.chain = h.chain AND l.seq = h.seq
WHERE encode(l.hash, 'hex') <> h.hash
ORDER BY h.chain, h.seq
"""


@dataclass(frozen=True)
class Checked:
    """How many links there are, and what is wrong with them."""

    links: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class _Suspect:
    """A link that does not fit to the one before it or to its entry."""

    line: Line
    seq_before: int
    hash_before: bytes

    def gap(self) -> Iterator[Fault]:
        seq = self.line.seq or 0
        if seq == self.seq_before:
            told = "这一号不止一条"
            yield Fault(FaultKind.DOUBLED, self.line.chain, seq, told, self.line.entry_id)
        elif seq > self.seq_before + 1:
            told = f"第 {self.seq_before + 1} 至 {seq - 1} 号没有了"
            yield Fault(FaultKind.MISSING, self.line.chain, self.seq_before + 1, told)


@transaction.atomic
def chains_check(*, known: Iterable[Head], at: datetime) -> Checked:
    """Verify every chain; ``known`` are heads that were noted outside the database."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = %s", [MEMORY])
    links = rows_of("SELECT count(*) FROM {ours}.audit_auditlink", None)[0][0]
    suspects = _suspects(_ALL_LINKS, {})
    faults = [*_told(suspects, rows_of(_ALL_OUTSIDE, {})), *heads_check(known=known, at=at)]
    return Checked(links, _sorted(faults))


@transaction.atomic
def part_check(part: Part) -> tuple[Fault, ...]:
    """Verify a part of the trail as `chains_check` does the whole, but for the noted heads."""
    with connection.cursor() as cursor:
        # Row by row along the keys: the planner, who cannot know how small a part is, would
        # rather read the whole trail.
        cursor.execute("SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off")
    chains, firsts, lasts = zip(*part.links, strict=True) if part.links else ((), (), ())
    stretches = {"chains": list(chains), "firsts": list(firsts), "lasts": list(lasts)}
    suspects = _suspects(_SOME_LINKS, stretches)
    # Also the entries that links of this part have lost: their time may have been changed.
    lost = [(one.line.entry_id,) * 2 for one in suspects if one.line.values is None]
    least, most = zip(*part.entries, *lost, strict=True) if part.entries or lost else ((), ())
    outside = rows_of(_SOME_OUTSIDE, {"least": list(least), "most": list(most)})
    return _sorted(_told(suspects, outside))


def heads_check(*, known: Iterable[Head], at: datetime) -> Iterator[Fault]:
    """Heads that were noted outside the database and are no longer where they were."""
    heads = tuple(known)
    ends = {head.chain: head.seq for head in current_heads(at)}
    yield from cut_faults(heads, ends)
    columns = [
        [head.chain for head in heads],
        [head.seq for head in heads],
        [head.hash for head in heads],
        [head.at for head in heads],
    ]
    for chain, seq, noted, noted_at, entry_id in rows_of(_NOTED, columns):
        yield rewritten(_line(chain, seq, None, entry_id, None), Head(chain, seq, noted, noted_at))


def _suspects(links: str, parameters: Mapping[str, Any]) -> list[_Suspect]:
    query = f"""
        SELECT l.chain, l.seq, l.entry_id, l.hash, l.seq_before,
            coalesce(l.hash_before, %(genesis)s),
            e.id IS NOT NULL, {", ".join(f"({value})::text" for value in VALUES.values())}
        FROM ({links}) AS l
        LEFT JOIN {JOINED}
        WHERE l.seq <> l.seq_before + 1
            OR l.hash IS DISTINCT FROM
                sha256(coalesce(l.hash_before, %(genesis)s) || convert_to({HASHED}, 'UTF8'))
        ORDER BY l.chain, l.seq
    """  # noqa: S608 - names of our own columns
    rows = rows_of(query, {"genesis": GENESIS, **parameters})
    return [_suspect(row) for row in rows]


def _told(suspects: list[_Suspect], outside: list[tuple[Any, ...]]) -> Iterator[Fault]:
    """What happened to each of them, and to the entries that have no link."""
    yield from _broken(suspects)
    for one in suspects:
        yield from one.gap()
    yield from loose_faults(
        [one.line for one in suspects if one.line.values is None],
        [_line(chain, None, None, entry, None) for chain, entry in outside],
    )


def _sorted(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda one: (one.chain, one.seq or 0)))


def _suspect(row: tuple[Any, ...]) -> _Suspect:
    chain, seq, entry_id, digest, seq_before, hash_before, present, *values = row
    fields = dict(zip(FIELDS, values, strict=True)) if present else None
    line = _line(chain, seq, bytes(digest), entry_id, fields)
    return _Suspect(line, seq_before, bytes(hash_before))


def _line(
    chain: str,
    seq: int | None,
    digest: bytes | None,
    entry_id: int,
    values: Mapping[str, str | None] | None,
) -> Line:
    return Line(0, chain, seq, digest, entry_id, values)


def _broken(suspects: list[_Suspect]) -> Iterator[Fault]:
    """Of those whose neighbour is there: what happened to the contents or to the hash."""
    for chain, group in groupby(suspects, key=lambda one: one.line.chain):
        yield from diagnose(
            chain,
            [
                Broken(one.hash_before, one.line, one.line.values)
                for one in group
                if one.line.values is not None and one.line.seq == one.seq_before + 1
            ],
        )
