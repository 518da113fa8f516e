"""Whether a group of experts is one that may write a specification (000 规程 四 第一)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

FEWEST, MOST = 3, 7


class ExpertKind(Enum):
    """The three kinds; the value is the word for programs."""

    METHOD = "method"
    CONTENT = "content"
    PRACTICE = "practice"

    @property
    def label(self) -> str:
        """The notice's own word."""
        return _LABELS[self]


_LABELS = {
    ExpertKind.METHOD: "方法专家",
    ExpertKind.CONTENT: "内容专家",
    ExpertKind.PRACTICE: "实际工作专家",
}


@dataclass(frozen=True)
class Member:
    """One expert. ``is_trained``: has had the training of a 项目主持人, and there is proof."""

    kind: ExpertKind
    is_trained: bool = False
    is_leader: bool = False
    is_lead_author: bool = False


def group_faults(members: Sequence[Member], *, half_is_enough: bool) -> tuple[str, ...]:
    """In Chinese what the group still lacks, in the order of the clause; empty where it may begin.

    ``half_is_enough`` says how 一半以上 is read: 民法典第一千二百五十九条 lets 以上 include the
    number itself, a stricter office asks for more than half.
    """
    count, kinds = len(members), Counter(one.kind for one in members)
    found = []
    if not FEWEST <= count <= MOST:
        found.append(f"专家组现有 {count} 人，应为 {FEWEST} 至 {MOST} 人")
    found += [f"还没有{kind.label}" for kind in ExpertKind if not kinds[kind]]
    methods = [one for one in members if one.kind is ExpertKind.METHOD]
    if any(not one.is_trained for one in methods):
        found.append("方法专家须受过项目主持人训练并附证明")
    practice = kinds[ExpertKind.PRACTICE]
    if count and not (2 * practice > count or (half_is_enough and 2 * practice == count)):
        asked = "一半以上" if half_is_enough else "一半以上（不含一半）"
        found.append(f"实际工作专家 {practice} 人，不足专家组 {count} 人的{asked}")
    for label, number in (
        ("组长", sum(one.is_leader for one in members)),
        ("主笔人", sum(one.is_lead_author for one in members)),
    ):
        if number != 1:
            found.append(f"应确定一名{label}" if not number else f"{label}只能有一名")
    return tuple(found)
