"""What can be wrong with a chain, each told with the exact row."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """The value is a code for programs; `LABELS` has the words."""

    CHANGED = "changed"
    LINK_CHANGED = "link_changed"
    MISSING = "missing"
    DOUBLED = "doubled"
    REORDERED = "reordered"
    OUTSIDE = "outside"
    CUT = "cut"
    RECOMPUTED = "recomputed"


LABELS = {
    FaultKind.CHANGED: "内容被改动",
    FaultKind.LINK_CHANGED: "哈希被改动",
    FaultKind.MISSING: "记录缺失",
    FaultKind.DOUBLED: "记录重复",
    FaultKind.REORDERED: "次序被调换",
    FaultKind.OUTSIDE: "不在链上",
    FaultKind.CUT: "末尾被截去",
    FaultKind.RECOMPUTED: "链被重算",
}


@dataclass(frozen=True)
class Fault:
    """One fault; ``seq`` is None for an entry that has no place in the chain."""

    kind: FaultKind
    chain: str
    seq: int | None
    detail: str
    entry_id: int | None = None

    def __str__(self) -> str:
        place = f"链 {self.chain or '系统'}"
        if self.seq is not None:
            place += f" 第 {self.seq} 号"
        if self.entry_id is not None:
            place += f"（记录 {self.entry_id}）"
        return f"{place}：{LABELS[self.kind]}，{self.detail}"
