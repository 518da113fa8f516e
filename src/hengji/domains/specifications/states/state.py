"""Where a specification can be, and whose two acts are never one person's."""

from django.db.models import TextChoices

from hengji.platform.states.two_persons import TwoPersons, two_persons


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
