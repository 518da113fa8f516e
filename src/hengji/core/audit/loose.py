"""Links without their entries, entries without links, and chains that end too early."""

from collections.abc import Iterable, Iterator, Mapping

from hengji.core.audit.export import Line
from hengji.core.audit.faults import Fault, FaultKind
from hengji.core.audit.heads import Head


def loose_faults(erased: Iterable[Line], outside: Iterable[Line]) -> Iterator[Fault]:
    """Both of one entry are one fault: its time was changed, by which the link finds it."""
    unclaimed = {line.entry_id: line for line in outside}
    for line in erased:
        if unclaimed.pop(line.entry_id, None) is not None:
            yield fault_at(FaultKind.CHANGED, line, "时间被改动，记录与它的链接脱开了")
        else:
            yield fault_at(FaultKind.MISSING, line, "链接还在，记录已被删除")
    for line in unclaimed.values():
        yield fault_at(FaultKind.OUTSIDE, line, "绕过系统写入，或它的链接被删除")


def cut_faults(known: Iterable[Head], ends: Mapping[str, int]) -> Iterator[Fault]:
    """Chains that were longer once; ``ends`` has the last place of each chain that there is."""
    furthest: dict[str, Head] = {}
    for head in known:
        before = furthest.get(head.chain)
        if head.seq > ends.get(head.chain, 0) and (before is None or head.seq > before.seq):
            furthest[head.chain] = head
    for chain, head in furthest.items():
        end = ends.get(chain, 0)
        told = f"{head.at} 时这条链已有 {head.seq} 条，现在只有 {end} 条"
        yield Fault(FaultKind.CUT, chain, end + 1, told)


def rewritten(line: Line, head: Head) -> Fault:
    """The link at a noted head's place has another hash."""
    told = f"与 {head.at} 记下的链头不符，自此以前的链被改写过"
    return fault_at(FaultKind.RECOMPUTED, line, told)


def fault_at(kind: FaultKind, line: Line, detail: str) -> Fault:
    """A fault of this line."""
    return Fault(kind, line.chain, line.seq, detail, line.entry_id)
