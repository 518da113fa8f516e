"""How far the trail was found whole, noted outside the database.

Whoever owns the database cannot move it along. Whoever owns this file can, and gains little: what
is old comes again in its turn, and without the file everything is read.
"""

import json
import logging
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hengji.core.audit.errors import AuditFileError
from hengji.core.audit.heads import Head, heads_in, heads_text
from hengji.platform.datadir import write_anew

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Verified:
    """Up to ``day`` every turn was read.

    ``heads`` and ``entry`` are the last link of each chain, and the highest entry, up to which the
    trail was whole. ``again`` are turns in which faults were found: they are read every night
    until they are whole again, so that no fault is told once and then forgotten.
    """

    at: str
    day: date
    heads: tuple[Head, ...]
    entry: int
    again: frozenset[int]


def read_verified(path: Path) -> Verified | None:
    """What was noted; None where nothing was, or what nobody can read any more."""
    if not path.exists():
        return None
    try:
        noted = json.loads(path.read_text("utf-8"))
        return Verified(
            at=str(noted["at"]),
            day=date.fromisoformat(noted["day"]),
            heads=heads_in(noted),
            entry=int(noted["entry"]),
            again=frozenset(map(int, noted["again"])),
        )
    except (AuditFileError, KeyError, TypeError, ValueError):
        logger.warning("%s cannot be read: the whole audit trail is verified anew", path.name)
        return None


def write_verified(path: Path, verified: Verified) -> None:
    """Note it in place of what was noted before."""
    noted = {
        "at": verified.at,
        "day": verified.day.isoformat(),
        "heads": heads_text(verified.heads),
        "entry": verified.entry,
        "again": sorted(verified.again),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    write_anew(path, json.dumps(noted) + "\n")
