"""The states of a notice and of an objection, the ways between them, and the todos they are."""

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.urls import reverse

from hengji.platform.notices.masking import cover_codes
from hengji.platform.notices.recusals import (
    had_no_part_in_its_notice,
    had_no_part_in_the_notice,
)
from hengji.platform.notices.rules import (
    ANSWER_OBJECTIONS,
    DRAFT_NOTICES,
    PUBLISH_NOTICES,
    REVIEW_NOTICES,
)
from hengji.platform.states.table import REMARK, StateTable, Todos, Transition, register
from hengji.platform.states.two_persons import two_persons

if TYPE_CHECKING:
    from hengji.platform.notices.models import Objection, PublicNotice


class State(TextChoices):
    """Where a notice is."""

    DRAFT = "draft", "拟稿中"
    SUBMITTED = "submitted", "待审核"
    REVIEWED = "reviewed", "待发布"
    PUBLISHED = "published", "公示中"
    ENDED = "ended", "公示期满"
    SUSPENDED = "suspended", "因异议中止"
    CONCLUDED = "concluded", "已办结"
    WITHDRAWN = "withdrawn", "已撤回"


RUNNING = (State.PUBLISHED, State.ENDED, State.SUSPENDED)
OPEN_TO_OBJECTIONS = (State.PUBLISHED, State.SUSPENDED)
PUBLIC = (*RUNNING, State.CONCLUDED)
BEFORE_PUBLICATION = (State.DRAFT, State.SUBMITTED, State.REVIEWED)

REVIEWED_BY_ANOTHER = two_persons(
    "reviewed_by", "drafted_by", name="notice_reviewed_by_another_person"
)


def table_is_filled(notice: "PublicNotice") -> str | None:
    """A job that fills in the table has finished."""
    return "名单还在生成，请稍后再提交。" if notice.row_count is None else None


def no_whole_codes(notice: "PublicNotice") -> str | None:
    """The text holds no whole identity code and no mobile number."""
    if cover_codes(notice.content) == notice.content:
        return None
    return "正文里有完整的身份证号码或手机号码，请遮盖后再提交。"


def no_open_objection(notice: "PublicNotice") -> str | None:
    """Every objection has been answered, also those to what this notice took the place of."""
    waits = notice.objections_of_all().filter(state=ObjectionState.OPEN).exists()
    return "还有异议没有答复（含对更正前公示的异议），不能办结。" if waits else None


def _page(notice: "PublicNotice") -> str:
    return reverse("office:notice", args=[notice.pk])


NOTICE = register(
    StateTable(
        code="notices.notice",
        label="公示",
        model="notices.PublicNotice",
        states=State,
        initial=(State.DRAFT,),
        transitions=(
            Transition(
                "submit",
                "提交审核",
                (State.DRAFT,),
                State.SUBMITTED,
                DRAFT_NOTICES,
                guards=(table_is_filled, no_whole_codes),
                requires=("basis", "clause", "office_name", "office_phone"),
            ),
            Transition(
                "review",
                "审核通过",
                (State.SUBMITTED,),
                State.REVIEWED,
                REVIEW_NOTICES,
                other_than=(REVIEWED_BY_ANOTHER,),
                recusals=(had_no_part_in_the_notice,),
            ),
            Transition(
                "publish",
                "发布",
                (State.REVIEWED,),
                State.PUBLISHED,
                PUBLISH_NOTICES,
                requires=("starts_on", "ends_on"),
            ),
            # The period is over; an objection may still wait for its answer.
            Transition("end", "公示期满", (State.PUBLISHED,), State.ENDED, who="系统，期满次日"),
            Transition(
                "suspend",
                "因异议中止",
                (State.PUBLISHED, State.ENDED),
                State.SUSPENDED,
                who="系统，异议成立或部分成立时",
            ),
            # After an upheld objection an officer concludes what it does not concern.
            Transition(
                "conclude",
                "办结",
                (State.ENDED, State.SUSPENDED),
                State.CONCLUDED,
                PUBLISH_NOTICES,
                guards=(no_open_objection,),
                requires=(REMARK,),
            ),
            Transition(
                "return",
                "退回拟稿人",
                (State.SUBMITTED, State.REVIEWED),
                State.DRAFT,
                REVIEW_NOTICES,
                requires=(REMARK,),
            ),
            Transition(
                "withdraw",
                "撤回",
                (*BEFORE_PUBLICATION, *RUNNING),
                State.WITHDRAWN,
                PUBLISH_NOTICES,
                requires=(REMARK,),
            ),
        ),
        todos=(
            Todos(
                "notices.review_notice",
                "审核公示",
                State.SUBMITTED,
                title=lambda notice: f"审核公示：{notice.title}",
                link=_page,
                due_working_days=3,
                permission=REVIEW_NOTICES,
                other_than=REVIEWED_BY_ANOTHER,
            ),
            Todos(
                "notices.publish_notice",
                "发布公示",
                State.REVIEWED,
                title=lambda notice: f"发布公示：{notice.title}",
                link=_page,
                due_working_days=3,
                permission=PUBLISH_NOTICES,
            ),
            Todos(
                "notices.conclude_notice",
                "办结因异议中止的公示",
                State.SUSPENDED,
                title=lambda notice: f"办结因异议中止的公示：{notice.title}",
                link=_page,
                due_working_days=10,
                permission=PUBLISH_NOTICES,
            ),
        ),
    )
)


class ObjectionState(TextChoices):
    """Where an objection is; the last three are what it was answered with."""

    SUBMITTED = "submitted", "已提交"
    OPEN = "open", "待答复"
    ACCEPTED = "accepted", "成立"
    PARTLY = "partly", "部分成立"
    REJECTED = "rejected", "不成立"


ANSWERED = (ObjectionState.ACCEPTED, ObjectionState.PARTLY, ObjectionState.REJECTED)
UPHELD = (ObjectionState.ACCEPTED, ObjectionState.PARTLY)

ANSWERED_BY_ANOTHER = two_persons(
    "answered_by", "notice_author", name="objection_answered_by_another_person"
)


def _objection_page(objection: "Objection") -> str:
    return reverse("office:objection", args=[objection.pk])


OBJECTION = register(
    StateTable(
        code="notices.objection",
        label="异议",
        model="notices.Objection",
        states=ObjectionState,
        initial=(ObjectionState.SUBMITTED,),
        transitions=(
            Transition(
                "receive",
                "收到异议",
                (ObjectionState.SUBMITTED,),
                ObjectionState.OPEN,
                who="公众，实名",
            ),
            *(
                Transition(
                    state.value,
                    f"答复：{state.label}",
                    (ObjectionState.OPEN,),
                    state,
                    ANSWER_OBJECTIONS,
                    requires=("answer",),
                    other_than=(ANSWERED_BY_ANOTHER,),
                    recusals=(had_no_part_in_its_notice,),
                )
                for state in ANSWERED
            ),
        ),
        todos=(
            Todos(
                "notices.answer_objection",
                "答复异议",
                ObjectionState.OPEN,
                title=lambda objection: f"答复异议：{objection.notice.title}",
                link=_objection_page,
                due_working_days=5,
                permission=ANSWER_OBJECTIONS,
                other_than=ANSWERED_BY_ANOTHER,
            ),
        ),
    )
)


class Unit(TextChoices):
    """What a period is counted in."""

    WORKING_DAYS = "working", "个工作日"
    CALENDAR_DAYS = "calendar", "日"
