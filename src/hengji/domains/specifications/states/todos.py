"""What a state gives whom to do, and within how many working days."""

from typing import TYPE_CHECKING

from django.urls import reverse

from hengji.domains.specifications.rules import (
    APPROVE_SPECIFICATIONS,
    HANDLE_SPECIFICATIONS,
    PILOT_SPECIFICATIONS,
    PROMULGATE_SPECIFICATIONS,
    REVIEW_SPECIFICATIONS,
    WRITE_SPECIFICATIONS,
)
from hengji.domains.specifications.states.state import (
    FINAL_REVIEWED_BY_ANOTHER,
    FIRST_REVIEWED_BY_ANOTHER,
    PROMULGATED_BY_ANOTHER,
    State,
)
from hengji.platform.permissions import Permission
from hengji.platform.states.table import Todos
from hengji.platform.states.two_persons import TwoPersons

if TYPE_CHECKING:
    from hengji.domains.specifications.models import Specification


def _page(specification: "Specification") -> str:
    return reverse("office:specification", args=[specification.pk])


def _todo(
    state: State,
    label: str,
    days: int,
    permission: Permission,
    other_than: TwoPersons | None = None,
) -> Todos:
    return Todos(
        f"specifications.{state.value}",
        label,
        state,
        title=lambda one: f"{label}：{one}",
        link=_page,
        due_working_days=days,
        permission=permission,
        other_than=other_than,
    )


TODOS = (
    _todo(State.GROUPING, "组建专家组", 10, HANDLE_SPECIFICATIONS),
    _todo(State.SURVEYING, "调查分析", 20, HANDLE_SPECIFICATIONS),
    _todo(State.WORKSHOP, "规范研讨", 20, HANDLE_SPECIFICATIONS),
    _todo(State.DRAFTING, "编写初稿", 30, WRITE_SPECIFICATIONS),
    _todo(State.APPLIED, "论证评审", 10, REVIEW_SPECIFICATIONS, FIRST_REVIEWED_BY_ANOTHER),
    _todo(
        State.FIRST_REVIEW,
        "技术初审",
        10,
        REVIEW_SPECIFICATIONS,
        FIRST_REVIEWED_BY_ANOTHER,
    ),
    _todo(State.FIRST_REVISION, "初审修改", 15, WRITE_SPECIFICATIONS),
    _todo(
        State.FINAL_REVIEW,
        "最后审定",
        10,
        APPROVE_SPECIFICATIONS,
        FINAL_REVIEWED_BY_ANOTHER,
    ),
    _todo(State.FINAL_REVISION, "审定修改", 15, WRITE_SPECIFICATIONS),
    _todo(State.FILING, "办理备案", 10, PROMULGATE_SPECIFICATIONS),
    _todo(State.FILED, "颁布", 10, PROMULGATE_SPECIFICATIONS, PROMULGATED_BY_ANOTHER),
    _todo(State.PROMULGATED, "组织试题开发", 60, PROMULGATE_SPECIFICATIONS),
    _todo(State.ITEMS_READY, "安排试点或推行", 20, PILOT_SPECIFICATIONS),
    # Raised by the clock when the pilot nears its end, not when it begins.
    Todos(
        "specifications.pilot",
        "试点期满处理",
        State.PILOT,
        title=lambda one: f"试点将于 {one.pilot_until} 期满：{one}",
        link=_page,
        due_working_days=10,
        permission=PILOT_SPECIFICATIONS,
        needed=lambda one: one.state == State.PILOT and one.pilot_reminded_at is not None,
    ),
)
