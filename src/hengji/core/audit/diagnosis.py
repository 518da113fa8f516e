"""What happened to the lines whose hash does not fit: changed, swapped, or the hash itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hengji.core.audit.entry import Values, link_hash
from hengji.core.audit.export import Line
from hengji.core.audit.faults import Fault, FaultKind
from hengji.core.audit.loose import fault_at

MOST_COMPARED = 200
"""Broken lines that are compared with each other; more of them are no swap."""


@dataclass(frozen=True)
class Broken:
    """A line, the hash that stands before it, and its fields."""

    previous: bytes
    line: Line
    values: Values

    @property
    def seq(self) -> int:
        """Its place in the chain."""
        return self.line.seq or 0

    def fits(self, chain: str, previous: bytes) -> bool:
        """Whether it would be sound behind this hash."""
        return link_hash(previous, chain, self.seq, self.values) == self.line.hash


def diagnose(chain: str, broken: Sequence[Broken]) -> Iterator[Fault]:
    """One fault for each thing that was done.

    A line that is broken only because the hash before it is not what it was is no fault.
    """
    swapped = _swapped(chain, broken[:MOST_COMPARED])
    by_seq = {one.seq: one for one in broken}
    true_hash: dict[int, bytes] = {}
    for one in sorted(broken, key=lambda one: one.seq):
        partner = swapped.get(one.seq)
        if partner is not None:
            true_hash[one.seq] = by_seq[partner].line.hash or b""
            yield fault_at(FaultKind.REORDERED, one.line, f"与第 {partner} 号对调了")
            continue
        before = true_hash.get(one.seq - 1)
        if before is not None and one.fits(chain, before):
            continue
        computed = link_hash(one.previous, chain, one.seq, one.values)
        after = by_seq.get(one.seq + 1)
        if after is not None and after.fits(chain, computed):
            true_hash[one.seq] = computed
            yield fault_at(FaultKind.LINK_CHANGED, one.line, "内容未变，链接里的哈希不是原来的")
        else:
            yield fault_at(FaultKind.CHANGED, one.line, "内容与哈希不符，或与上一条接不上")


def _swapped(chain: str, broken: Sequence[Broken]) -> dict[int, int]:
    """Which broken lines stand in each other's place, with their hashes or without them."""
    return {
        one.seq: other.seq
        for one in broken
        for other in broken
        if other is not one and _belongs(chain, one, other) and _belongs(chain, other, one)
    }


def _belongs(chain: str, place: Broken, other: Broken) -> bool:
    """Whether the contents of ``other`` stood in this place once."""
    hashes = {place.line.hash, other.line.hash}
    return any(
        link_hash(previous, chain, place.seq, other.values) in hashes
        for previous in (place.previous, other.line.hash or b"", place.line.hash or b"")
    )
