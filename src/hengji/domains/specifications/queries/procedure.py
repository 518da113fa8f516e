"""The procedure of one specification as a path: what is done, where it is, what is missing."""

from dataclasses import dataclass
from datetime import datetime

from hengji.domains.specifications.models import Specification
from hengji.domains.specifications.states import ENDED, SPECIFICATION, State
from hengji.platform.permissions import Permission
from hengji.platform.states.models import StateChange


@dataclass(frozen=True)
class Step:
    """One station. ``is_done`` and ``is_present`` are both False for what lies ahead."""

    state: State
    label: str
    clause: str
    is_done: bool = False
    is_present: bool = False
    by: str = ""
    at: datetime | None = None


_STATIONS: tuple[tuple[tuple[State, ...], str, str], ...] = (
    ((State.PROPOSED,), "立项建议", "规程二；川5号文一（一）"),
    ((State.GROUPING,), "专家工作组", "规程四、第一"),
    ((State.SURVEYING,), "调查和分析", "规程四、第二"),
    ((State.WORKSHOP,), "规范制定研讨会", "规程四、第三"),
    ((State.DRAFTING,), "编写初稿、提出申请", "规程四、第四；川5号文一（一）"),
    ((State.APPLIED,), "论证评审", "川5号文一（二）"),
    ((State.FIRST_REVIEW, State.FIRST_REVISION), "技术初审", "规程四、第五"),
    ((State.FINAL_REVIEW, State.FINAL_REVISION), "最后审定", "规程四、第五"),
    ((State.FILING,), "备案", "川5号文一（二）"),
    ((State.FILED,), "颁布", "规程四、第五"),
    ((State.PROMULGATED,), "试题开发入库", "川5号文一（三）"),
    ((State.ITEMS_READY, State.PILOT), "试点", "川5号文一（四）"),
    ((State.IN_FORCE,), "推行", "川5号文一（四）"),
)
_ENDINGS = ("close", "supersede", "withdraw")
"""Ways that end a specification instead of taking it on."""


def procedure_of(specification: Specification) -> tuple[Step, ...]:
    """Every station; one that is over tells who ended it last, and when."""
    changes = StateChange.objects.filter(
        subject_type=specification._meta.label_lower, subject_id=str(specification.pk)
    ).select_related("actor")
    left = {State(one.source): one for one in changes.order_by("id")}
    present = _present(specification, left)
    found = []
    for place, (states, label, clause) in enumerate(_STATIONS):
        last = next((left[one] for one in states if one in left), None)
        done = place < present
        found.append(
            Step(
                states[0],
                label,
                clause,
                is_done=done,
                is_present=place == present and specification.state not in ENDED,
                by=str(last.actor or "") if done and last else "",
                at=last.at if done and last else None,
            )
        )
    return tuple(found)


def _present(specification: Specification, left: dict[State, StateChange]) -> int:
    """The station; for one that has ended, the station that it ended at."""
    state = specification.status
    if state in ENDED:
        ended = [one for one, change in left.items() if change.target == state]
        state = ended[0] if ended else State.PROPOSED
    return next(place for place, one in enumerate(_STATIONS) if state in one[0])


def missing_now(specification: Specification) -> tuple[str, ...]:
    """What closes the ways forward from here, in the guards' words, each once."""
    ways = (
        one
        for one in SPECIFICATION.transitions
        if specification.state in one.sources and one.guards
    )
    told = (guard(specification) for way in ways for guard in way.guards)
    return tuple(dict.fromkeys(reason for reason in told if reason))


def awaited_from(specification: Specification) -> Permission | None:
    """What whoever takes it on from here must hold; None at an end of the procedure."""
    ways = (one for one in SPECIFICATION.transitions if specification.state in one.sources)
    return next((one.permission for one in ways if one.code not in _ENDINGS), None)
