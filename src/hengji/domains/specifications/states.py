"""The states of a specification, the ways between them, and the todos they are."""

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.urls import reverse

from hengji.domains.specifications import guards
from hengji.domains.specifications.rules import (
    APPROVE_SPECIFICATIONS,
    HANDLE_SPECIFICATIONS,
    PILOT_SPECIFICATIONS,
    PROMULGATE_SPECIFICATIONS,
    REVIEW_SPECIFICATIONS,
    WRITE_SPECIFICATIONS,
)
from hengji.platform.accounts.models import User
from hengji.platform.permissions import Permission, require
from hengji.platform.states.table import REMARK, StateTable, Todos, Transition, register
from hengji.platform.states.two_persons import TwoPersons, two_persons

if TYPE_CHECKING:
    from hengji.domains.specifications.models import Specification


class State(TextChoices):
    """Where a specification is, in the order of the procedure (000 规程 四; 001 一)."""

    PROPOSED = "proposed", "立项建议"
    GROUPING = "grouping", "组建专家组"
    SURVEYING = "surveying", "调查分析"
    WORKSHOP = "workshop", "规范研讨"
    DRAFTING = "drafting", "编写初稿"
    APPLIED = "applied", "待论证评审"
    FIRST_REVIEW = "first_review", "技术初审"
    FIRST_REVISION = "first_revision", "初审修改"
    FINAL_REVIEW = "final_review", "最后审定"
    FINAL_REVISION = "final_revision", "审定修改"
    FILING = "filing", "待备案"
    FILED = "filed", "已备案"
    PROMULGATED = "promulgated", "已颁布"
    ITEMS_READY = "items_ready", "试题已入库"
    PILOT = "pilot", "试点"
    IN_FORCE = "in_force", "推行"
    REVISED = "revised", "已修订"
    WITHDRAWN = "withdrawn", "已废止"
    CLOSED = "closed", "不予立项或终止"


PREPARING = (State.GROUPING, State.SURVEYING, State.WORKSHOP)
WRITING = (State.DRAFTING, State.FIRST_REVISION, State.FINAL_REVISION)
"""The text may be changed; in every other state what is there stands."""
REVIEWING = (State.APPLIED, State.FIRST_REVIEW, State.FINAL_REVIEW)
BEFORE_FILING = (State.PROPOSED, *PREPARING, *WRITING, *REVIEWING)
PUBLIC = (State.PROMULGATED, State.ITEMS_READY, State.PILOT, State.IN_FORCE)
ISSUED = (*PUBLIC, State.REVISED, State.WITHDRAWN)
ENDED = (State.REVISED, State.WITHDRAWN, State.CLOSED)

FIRST_REVIEWED_BY_ANOTHER = two_persons(
    "first_reviewed_by", "applied_by", name="specification_first_reviewed_by_another"
)
FINAL_REVIEWED_BY_ANOTHER = two_persons(
    "final_reviewed_by", "first_reviewed_by", name="specification_final_reviewed_by_another"
)
PROMULGATED_BY_ANOTHER = two_persons(
    "promulgated_by", "final_reviewed_by", name="specification_promulgated_by_another"
)
# The same rule from its other side: who has reviewed does not hand the mended text in.
HANDED_IN_BY_ANOTHER = TwoPersons("applied_by", "first_reviewed_by", FIRST_REVIEWED_BY_ANOTHER.name)


def _page(specification: "Specification") -> str:
    return reverse("office:specification", args=[specification.pk])


def _allow(actor: User, way: Transition, record: "Specification") -> None:
    """A body goes the ways of its own records; those of an office are not open to it."""
    if way.permission is not None:
        require(actor, way.permission, record.jurisdiction, record.body)


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


SPECIFICATION = register(
    StateTable(
        code="specifications.specification",
        label="考核规范",
        model="specifications.Specification",
        states=State,
        initial=(State.PROPOSED,),
        allow=_allow,
        transitions=(
            Transition(
                "form_group",
                "立项，组建专家组",
                (State.PROPOSED,),
                State.GROUPING,
                HANDLE_SPECIFICATIONS,
                guards=(guards.gate_is_answered, guards.gate_is_open),
            ),
            Transition(
                "begin_survey",
                "开始调查分析",
                (State.GROUPING,),
                State.SURVEYING,
                HANDLE_SPECIFICATIONS,
                guards=(guards.group_is_complete,),
            ),
            Transition(
                "begin_workshop",
                "召开研讨会",
                (State.SURVEYING,),
                State.WORKSHOP,
                HANDLE_SPECIFICATIONS,
                guards=(guards.survey_is_complete, guards.survey_papers_are_there),
            ),
            Transition(
                "begin_drafting",
                "开始编写初稿",
                (State.WORKSHOP,),
                State.DRAFTING,
                HANDLE_SPECIFICATIONS,
                guards=(guards.workshop_is_complete, guards.workshop_papers_are_there),
            ),
            Transition(
                "apply",
                "提交开发申请",
                (State.DRAFTING,),
                State.APPLIED,
                HANDLE_SPECIFICATIONS,
                guards=(
                    guards.group_is_complete,
                    guards.application_papers_are_there,
                    guards.text_is_in_order,
                ),
            ),
            Transition(
                "pass_panel",
                "论证评审通过",
                (State.APPLIED,),
                State.FIRST_REVIEW,
                REVIEW_SPECIFICATIONS,
                guards=(guards.panel_papers_are_there,),
                requires=(REMARK,),
                other_than=(FIRST_REVIEWED_BY_ANOTHER,),
            ),
            Transition(
                "return_application",
                "论证评审未通过，退回",
                (State.APPLIED,),
                State.DRAFTING,
                REVIEW_SPECIFICATIONS,
                requires=(REMARK,),
                other_than=(FIRST_REVIEWED_BY_ANOTHER,),
            ),
            Transition(
                "pass_first_review",
                "技术初审通过",
                (State.FIRST_REVIEW,),
                State.FINAL_REVIEW,
                REVIEW_SPECIFICATIONS,
                requires=(REMARK,),
                other_than=(FIRST_REVIEWED_BY_ANOTHER,),
            ),
            Transition(
                "return_first_review",
                "技术初审退回修改",
                (State.FIRST_REVIEW,),
                State.FIRST_REVISION,
                REVIEW_SPECIFICATIONS,
                requires=(REMARK,),
                other_than=(FIRST_REVIEWED_BY_ANOTHER,),
            ),
            Transition(
                "hand_in_first_revision",
                "提交初审修改稿",
                (State.FIRST_REVISION,),
                State.FIRST_REVIEW,
                HANDLE_SPECIFICATIONS,
                guards=(guards.text_is_in_order,),
                requires=(REMARK,),
                other_than=(HANDED_IN_BY_ANOTHER,),
            ),
            Transition(
                "pass_final_review",
                "最后审定通过",
                (State.FINAL_REVIEW,),
                State.FILING,
                APPROVE_SPECIFICATIONS,
                requires=(REMARK,),
                other_than=(FINAL_REVIEWED_BY_ANOTHER,),
            ),
            Transition(
                "return_final_review",
                "最后审定退回修改",
                (State.FINAL_REVIEW,),
                State.FINAL_REVISION,
                APPROVE_SPECIFICATIONS,
                requires=(REMARK,),
                other_than=(FINAL_REVIEWED_BY_ANOTHER,),
            ),
            Transition(
                "hand_in_final_revision",
                "提交审定修改稿",
                (State.FINAL_REVISION,),
                State.FINAL_REVIEW,
                HANDLE_SPECIFICATIONS,
                guards=(guards.text_is_in_order,),
                requires=(REMARK,),
                other_than=(HANDED_IN_BY_ANOTHER,),
            ),
            Transition(
                "file",
                "登记备案",
                (State.FILING,),
                State.FILED,
                PROMULGATE_SPECIFICATIONS,
                requires=("filing_kind", "filing_number", "filed_on"),
            ),
            Transition(
                "promulgate",
                "颁布",
                (State.FILED,),
                State.PROMULGATED,
                PROMULGATE_SPECIFICATIONS,
                guards=(guards.comments_are_answered, guards.promulgation_papers_are_there),
                requires=("promulgation_number", "promulgated_on"),
                other_than=(PROMULGATED_BY_ANOTHER,),
            ),
            Transition(
                "record_items",
                "登记试题入库",
                (State.PROMULGATED,),
                State.ITEMS_READY,
                PROMULGATE_SPECIFICATIONS,
                requires=("items_ready_on",),
            ),
            Transition(
                "begin_pilot",
                "开始试点",
                (State.ITEMS_READY,),
                State.PILOT,
                PILOT_SPECIFICATIONS,
                requires=("pilot_from", "pilot_until"),
            ),
            # 001 一(四): a pilot is for what is demanding and touches many; others begin at once.
            Transition(
                "put_in_force",
                "推行",
                (State.ITEMS_READY, State.PILOT),
                State.IN_FORCE,
                PILOT_SPECIFICATIONS,
                requires=("in_force_on",),
            ),
            Transition(
                "supersede",
                "由修订版代替",
                PUBLIC,
                State.REVISED,
                who="系统，修订版推行时",
            ),
            Transition(
                "withdraw",
                "废止",
                PUBLIC,
                State.WITHDRAWN,
                PROMULGATE_SPECIFICATIONS,
                requires=(REMARK,),
            ),
            Transition(
                "close",
                "不予立项或终止",
                BEFORE_FILING,
                State.CLOSED,
                HANDLE_SPECIFICATIONS,
                requires=(REMARK,),
            ),
        ),
        todos=(
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
        ),
    )
)
