"""One entry's place in its chain, checked together with its neighbours."""

from dataclasses import dataclass

from hengji.core.audit.chain import ChainCheck
from hengji.core.audit.entry import FIELDS, GENESIS
from hengji.core.audit.export import Line, Stretch
from hengji.core.audit.faults import Fault
from hengji.platform.audit.columns import JOINED, LINKS, VALUES, rows_of
from hengji.platform.audit.models import AuditEntry, AuditLink

_AROUND = f"""
SELECT l.chain, l.seq, l.hash, l.entry_id, e.id IS NOT NULL,
    {", ".join(f"({value})::text" for value in VALUES.values())}
FROM {LINKS} l LEFT JOIN {JOINED}
WHERE l.chain = %s AND l.seq BETWEEN %s AND %s ORDER BY l.seq
"""  # noqa: S608 - names of our own columns


@dataclass(frozen=True)
class Position:
    """Where the entry stands; ``faults`` mean something only where it was ``checked``."""

    chain: str
    seq: int
    hash: str
    checked: bool
    faults: tuple[Fault, ...] = ()


def position_of(entry: AuditEntry, *, check: bool) -> Position | None:
    """The entry's link, looked at with the one before and the one after; None where it has none."""
    link = AuditLink.objects.filter(pk=entry.pk, entry_at=entry.at).first()
    if link is None:
        return None
    faults = tuple(_faults(link)) if check else ()
    return Position(link.chain, link.seq, bytes(link.hash).hex(), check, faults)


def _faults(link: AuditLink) -> list[Fault]:
    rows = rows_of(_AROUND, [link.chain, link.seq - 1, link.seq + 1])
    before = next((bytes(digest) for _, seq, digest, *_ in rows if seq == link.seq - 1), GENESIS)
    around = [_line(*row) for row in rows if row[1] >= link.seq]
    chain = ChainCheck(link.chain, Stretch(link.seq, around[-1].seq or 0, before))
    found = [fault for line in around for fault in chain.take(line)]
    return [*found, *chain.end()]


def _line(
    chain: str, seq: int, digest: bytes, entry_id: int, present: bool, *values: str | None
) -> Line:
    fields = dict(zip(FIELDS, values, strict=True)) if present else None
    return Line(0, chain, seq, bytes(digest), entry_id, fields)
