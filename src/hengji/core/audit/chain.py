"""One chain of an export, checked line by line."""

from collections.abc import Iterator, Sequence

from hengji.core.audit.diagnosis import Broken, diagnose
from hengji.core.audit.entry import GENESIS, link_hash
from hengji.core.audit.export import Line, Stretch
from hengji.core.audit.faults import Fault, FaultKind
from hengji.core.audit.heads import Head
from hengji.core.audit.loose import fault_at, rewritten

MOST_BROKEN = 10_000
"""Broken lines that are kept to tell what happened to them; any more are told as changed."""


class ChainCheck:
    """Keeps the last hash, and hashes at the edges of what is missing; never the whole chain."""

    def __init__(self, chain: str, stretch: Stretch) -> None:
        self._chain = chain
        self._stretch = stretch
        self._next = stretch.first
        self._hashes = {stretch.first - 1: GENESIS if stretch.first == 1 else stretch.previous}
        self._missing: set[int] = set()
        self._waiting: dict[int, Line] = {}
        self._broken: list[Broken] = []
        self._known: dict[int, list[Head]] = {}

    def expect(self, head: Head) -> None:
        """Hold the link at this place to a hash that was noted."""
        self._known.setdefault(head.seq, []).append(head)

    def take(self, line: Line) -> Iterator[Fault]:
        """The next line of the file that belongs to this chain."""
        seq, digest = line.seq or 0, line.hash or b""
        if seq in self._missing:
            self._missing.remove(seq)
            yield fault_at(FaultKind.REORDERED, line, f"在文件第 {line.number} 行，不是它的位置")
        elif seq < self._next:
            yield fault_at(FaultKind.DOUBLED, line, f"文件第 {line.number} 行是重复的")
            return
        else:
            self._missing.update(range(self._next, min(seq, self._stretch.last + 1)))
            self._next = seq + 1
        for head in self._known.pop(seq, ()):
            if head.hash != digest.hex():
                yield rewritten(line, head)
        self._hashes[seq] = digest
        if seq - 1 in self._hashes:
            yield from self._check(self._hashes.pop(seq - 1), line)
        else:
            self._waiting[seq] = line
        if seq + 1 in self._waiting:
            yield from self._check(self._hashes.pop(seq), self._waiting.pop(seq + 1))

    def _check(self, previous: bytes, line: Line) -> Iterator[Fault]:
        seq = line.seq or 0
        if line.values is None or link_hash(previous, self._chain, seq, line.values) == line.hash:
            return
        if len(self._broken) < MOST_BROKEN:
            self._broken.append(Broken(previous, line, line.values))
        else:
            yield fault_at(FaultKind.CHANGED, line, "内容与哈希不符")

    def end(self) -> Iterator[Fault]:
        """What only the end tells: what the broken lines suffered, what never came."""
        yield from diagnose(self._chain, self._broken)
        for first, last in _runs(sorted(self._missing)):
            told = "这一号没有了" if first == last else f"第 {first} 至 {last} 号没有了"
            yield Fault(FaultKind.MISSING, self._chain, first, told)
        if self._next <= self._stretch.last:
            short = self._stretch.last + 1 - self._next
            told = f"应到第 {self._stretch.last} 号，少了 {short} 条"
            yield Fault(FaultKind.CUT, self._chain, self._next, told)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Neighbours joined: 3 4 5 9 gives (3, 5) and (9, 9)."""
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            yield numbers[start], numbers[at - 1]
            start = at
