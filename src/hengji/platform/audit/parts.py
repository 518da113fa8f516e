"""Which part of the trail a night reads: links by their place, entries by their number."""

from collections.abc import Iterator
from dataclasses import dataclass

from hengji.core.audit.heads import Head
from hengji.platform.audit.columns import rows_of

LEAST, MOST = -(1 << 63), (1 << 63) - 1  # what a forger may have written as place or number

_NEXT_LINK = (
    "SELECT seq FROM {ours}.audit_auditlink WHERE chain = %s AND seq >= %s ORDER BY seq LIMIT 1"
)
_NEXT_ENTRY = "SELECT id FROM {ours}.audit_auditentry WHERE id >= %s ORDER BY id LIMIT 1"
_LAST_ENTRY = "SELECT id FROM {ours}.audit_auditentry ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True)
class Part:
    """Stretches of chains (chain, first, last), and of numbers of entries (first, last)."""

    links: tuple[tuple[str, int, int], ...]
    entries: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Rotation:
    """Old rows are read again in ``days`` turns; a turn has every ``days``-th block of each chain.

    The turn of a day follows from the calendar alone: there is nothing in the database by which
    somebody could put off the reading of a row.
    """

    days: int
    block: int = 10_000

    def part(self, turn: int, chains: tuple[str, ...]) -> Part:
        """The blocks of this turn that have rows; empty stretches cost one look each.

        A block of links comes with its neighbours: by them a changed hash is told from a changed
        entry.
        """
        return Part(
            links=tuple(
                (chain, max(first - 1, LEAST), min(last + 1, MOST))
                for chain in chains
                # Chains of one block would else all have the same turn.
                for first, last in self._blocks(turn - int(chain or 0), _NEXT_LINK, chain)
            ),
            entries=tuple(self._blocks(turn, _NEXT_ENTRY)),
        )

    def _blocks(self, turn: int, query: str, *parameters: str) -> Iterator[tuple[int, int]]:
        start = LEAST
        while start <= MOST and (found := rows_of(query, [*parameters, start])):
            block = found[0][0] // self.block
            wait = (turn - block) % self.days
            start = (block + (wait or 1)) * self.block
            if wait == 0:
                yield max(block * self.block, LEAST), min(start - 1, MOST)


def part_since(heads: dict[str, Head], entry: int, ends: tuple[Head, ...]) -> Part:
    """What was added since ``heads`` were the ends; each old end is read once more itself."""
    return Part(
        links=tuple(
            (end.chain, heads[end.chain].seq if end.chain in heads else LEAST, end.seq)
            for end in ends
        ),
        entries=((entry, MOST),),
    )


def last_entry() -> int:
    """The highest number of an entry; 0 where there is none."""
    found = rows_of(_LAST_ENTRY, [])
    return int(found[0][0]) if found else 0
