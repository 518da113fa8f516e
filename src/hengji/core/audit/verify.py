"""Verifying an export without the system: nothing but the file, and heads noted elsewhere."""

from collections.abc import Iterable, Iterator

from hengji.core.audit.chain import ChainCheck
from hengji.core.audit.export import Header, Line
from hengji.core.audit.faults import Fault, FaultKind
from hengji.core.audit.heads import Head
from hengji.core.audit.loose import cut_faults, fault_at, loose_faults


class Verifier:
    """Takes the lines one by one and keeps little of them; ``checked`` counts the links."""

    def __init__(self, header: Header, known: Iterable[Head] = ()) -> None:
        """``known`` are heads from elsewhere; those noted after the export was made are later."""
        self.checked = 0
        self._header = header
        self._chains = {
            chain: ChainCheck(chain, stretch) for chain, stretch in header.stretches.items()
        }
        self._known = [
            head
            for head in known
            if head.at <= header.at and head.chain.startswith(header.jurisdiction)
        ]
        for head in (*header.heads, *self._known):
            if head.chain in self._chains:
                self._chains[head.chain].expect(head)
        self._ids = _Ids()
        self._erased: list[Line] = []
        self._outside: list[Line] = []

    def verify(self, lines: Iterable[Line]) -> Iterator[Fault]:
        """Every fault of the export; those that only the end can tell come last."""
        for line in lines:
            if line.seq is None:
                self._outside.append(line)
                continue
            self.checked += 1
            if line.values is None:
                self._erased.append(line)
            yield from self._take(line)
        for chain in self._chains.values():
            yield from chain.end()
        yield from loose_faults(self._erased, self._outside)
        yield from cut_faults(self._known, {one.chain: one.seq for one in self._header.heads})

    def _take(self, line: Line) -> Iterator[Fault]:
        chain = self._chains.get(line.chain)
        if chain is None:
            yield fault_at(FaultKind.OUTSIDE, line, "文件首行没有列出这条链")
            return
        found = list(chain.take(line))
        yield from found
        fresh = self._ids.add(line.entry_id)
        if not fresh and all(fault.kind is not FaultKind.DOUBLED for fault in found):
            yield fault_at(FaultKind.DOUBLED, line, "同一条记录在链上不止一处")


class _Ids:
    """A set of numbers that are mostly neighbours, a bit each."""

    _WIDTH = 1 << 16

    def __init__(self) -> None:
        self._blocks: dict[int, bytearray] = {}

    def add(self, number: int) -> bool:
        """Put it in; False where it was in already."""
        block, place = divmod(number, self._WIDTH)
        bits = self._blocks.setdefault(block, bytearray(self._WIDTH // 8))
        mask = 1 << (place & 7)
        fresh = not bits[place >> 3] & mask
        bits[place >> 3] |= mask
        return fresh
