"""What is verified every night: all that is new, and of the old so much that all has its turn."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from django.utils import timezone

from hengji.core.audit.faults import Fault
from hengji.core.audit.heads import Head
from hengji.platform.audit.chains import current_heads
from hengji.platform.audit.check import chains_check, heads_check, part_check
from hengji.platform.audit.parts import Rotation, last_entry, part_since
from hengji.platform.audit.times import utc_text
from hengji.platform.audit.verified import Verified, read_verified, write_verified


def trail_check(
    *, path: Path, rotation: Rotation, known: Iterable[Head], at: datetime
) -> tuple[Fault, ...]:
    """Verify what was added since the last time, and the turns of the days since then.

    Within ``rotation.days`` days every row is read again, also where nights were missed: their
    turns are made up for. The first time, and when ``path`` is lost, everything is read. ``known``
    are heads that were noted outside the database.
    """
    noted = read_verified(path)
    ends, entry = current_heads(at), last_entry()
    day = timezone.localdate(at)
    if noted is None:
        faults = chains_check(known=known, at=at).faults
        if not faults:
            write_verified(path, Verified(utc_text(at), day, ends, entry, frozenset()))
        return faults

    heads = {head.chain: head for head in noted.heads}
    new = part_check(part_since(heads, noted.entry, ends))
    lost = tuple(heads_check(known=(*known, *noted.heads), at=at))
    chains = tuple(end.chain for end in ends)
    old = {turn: part_check(rotation.part(turn, chains)) for turn in _turns(noted, rotation, day)}

    bad = {fault.chain for fault in (*new, *lost)}
    sound = {end.chain: end for end in ends if end.chain not in bad}
    kept = {chain: head for chain, head in heads.items() if chain in bad}
    write_verified(
        path,
        Verified(
            at=utc_text(at),
            day=day,
            heads=tuple((sound | kept).values()),
            entry=noted.entry if new else entry,
            again=frozenset(turn for turn, faults in old.items() if faults),
        ),
    )
    return _once((*new, *lost, *(fault for faults in old.values() for fault in faults)))


def _turns(noted: Verified, rotation: Rotation, today: date) -> list[int]:
    """Of the days since the last time, today included, and those that had faults."""
    days = (today - noted.day).days
    if not 0 <= days < rotation.days:  # long ago; or the clock was wrong, then or now
        return list(range(rotation.days))
    missed = (today - timedelta(days=past) for past in range(days))
    due = {day.toordinal() % rotation.days for day in missed}
    return sorted(due | {turn % rotation.days for turn in noted.again})


def _once(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Parts overlap; and an entry that its link has lost is told where the link is."""
    told = dict.fromkeys(faults)
    placed = {fault.entry_id for fault in told if fault.seq is not None}
    return tuple(fault for fault in told if fault.seq is not None or fault.entry_id not in placed)
