"""Specifications, the people who act on them, and a text that is in order."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO

from django.db import transaction
from docx import Document
from fpdf import FPDF

from hengji.config.roles import (
    Clerk,
    FinalReviewer,
    Promulgator,
    SpecificationAuthor,
    TechnicalReviewer,
)
from hengji.core.specifications.value import (
    AssessmentSpec,
    Examiners,
    Requirements,
    WorkTask,
)
from hengji.domains.specifications import api
from hengji.domains.specifications.services.steps import NEXT
from hengji.platform.accounts.models import User
from tests.factories.accounts import make_user

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
OPEN_GATE = api.Gate(
    employable=True, smallest=True, without_level=True, technical=True, national_module=False
)
NAME, OCCUPATION = "小面制作", "中式面点师"
DEFINITION = "运用炉灶、锅具和面条、调料，在餐饮场所制作小面并提供给顾客的能力。"


@dataclass(frozen=True)
class Cast:
    """Those of 江苏 and of its city 淮安 who must act, each with a role of his own."""

    clerk: User
    author: User
    reviewer: User
    approver: User
    promulgator: User


def make_cast() -> Cast:
    return Cast(
        clerk=make_user("huaian-spec-clerk", "320800", Clerk),
        author=make_user("huaian-spec-author", "320800", SpecificationAuthor),
        reviewer=make_user("jiangsu-reviewer", "320000", TechnicalReviewer),
        approver=make_user("jiangsu-approver", "320000", FinalReviewer),
        promulgator=make_user("jiangsu-promulgator", "320000", Promulgator),
    )


def good_text(weights: tuple[int, ...] = (30, 40, 30)) -> AssessmentSpec:
    """A text without an error, but for its ``weights``."""
    tasks = ("准备原料", "煮制面条", "调配佐料")
    return AssessmentSpec(
        name=NAME,
        occupation=OCCUPATION,
        definition=DEFINITION,
        audience="运用或准备运用本项能力求职、就业的人员。",
        tasks=tuple(
            WorkTask(
                task=task,
                criteria=(f"能按要求{task}", "能保持台面整洁"),
                knowledge=(f"{task}的方法", "食品卫生知识"),
                weight=Decimal(weight),
            )
            for task, weight in zip(tasks, weights, strict=True)
        ),
        requirements=Requirements(
            entry="达到法定劳动年龄，具有相应技能的劳动者均可申报。",
            examiners=Examiners(3, "由3名中式面点考评员组成"),
            method="以实际操作方式进行",
            duration_minutes=60,
            venue="面积不小于30平方米的操作间，配有炉灶、锅具和案台。",
        ),
    )


def propose(cast: Cast, name: str = NAME) -> api.Specification:
    """A proposal of 淮安 whose gate is open."""
    return api.specification_propose(
        actor=cast.clerk,
        proposal=api.Proposal(name, OCCUPATION, DEFINITION, OPEN_GATE),
        at=AT,
    )


EXPERTS = (
    api.ExpertText("甲", api.ExpertKind.METHOD, "示例研究院", is_trained=True, is_leader=True),
    api.ExpertText("乙", api.ExpertKind.CONTENT, "示例学院", is_lead_author=True),
    api.ExpertText("丙", api.ExpertKind.PRACTICE, "示例餐饮公司"),
    api.ExpertText("丁", api.ExpertKind.PRACTICE, "示例餐饮公司"),
    api.ExpertText("戊", api.ExpertKind.PRACTICE, "示例酒店"),
)
ORDER = (
    "grouping", "surveying", "workshop", "drafting", "applied", "first_review", "final_review",
    "filing", "filed", "promulgated", "items_ready", "in_force",
)  # fmt: skip


def keep(actor: User, one: api.Specification, *kinds: api.DocumentKind) -> None:
    """A paper of each kind; each has bytes of its own."""
    for kind in kinds:
        api.document_add(
            actor=actor, specification_id=one.pk, kind=kind, name=f"{kind.label}.docx",
            chunks=[_word(kind.label)], reason="首次提交", at=AT,
        )  # fmt: skip


@cache
def _word(text: str) -> bytes:
    """A small real Word file: looking at one needs no process of its own, as a PDF's does."""
    document = Document()
    document.add_paragraph(text)
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def pdf_of(text: str) -> bytes:
    """A small real PDF."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_title(text)
    return bytes(pdf.output())


def form_group(cast: Cast, one: api.Specification) -> None:
    for text in EXPERTS:
        proof = api.Proof("证明.docx", [_word(text.name)]) if text.is_trained else None
        api.expert_add(actor=cast.clerk, specification_id=one.pk, text=text, proof=proof, at=AT)


def prepare(cast: Cast, one: api.Specification, step: str) -> None:
    """What must be there before the record may leave ``step``."""
    kinds = api.DocumentKind
    if step == "grouping":
        form_group(cast, one)
    elif step == "surveying":
        texts = dict.fromkeys((*api.TOPICS, "analysis"), "已了解。")
        api.survey_save(actor=cast.clerk, specification_id=one.pk, texts=texts, at=AT)
        keep(cast.clerk, one, kinds.SURVEY, kinds.ANALYSIS)
    elif step == "workshop":
        moderator = one.experts.get(is_trained=True)
        api.workshop_save(
            actor=cast.clerk, specification_id=one.pk, moderator_id=moderator.pk,
            held_on=AT.date(), texts=dict.fromkeys(api.OUTPUTS, "已确定。"), at=AT,
        )  # fmt: skip
        keep(cast.clerk, one, kinds.MINUTES, kinds.SCHEDULE)
    elif step == "drafting":
        api.text_save(
            actor=cast.author, specification_id=one.pk, base_revision=1, value=good_text(), at=AT
        )
        keep(cast.clerk, one, kinds.ARGUMENT, kinds.FEASIBILITY, kinds.APPLICATION)
    elif step == "applied":
        keep(cast.reviewer, one, kinds.PANEL)
    elif step == "filed":
        keep(cast.promulgator, one, kinds.PROMULGATION)


def leave(cast: Cast, one: api.Specification, step: str) -> None:
    """Go on from ``step``; the reviews pass."""
    review, day = api.ReviewKind, AT.date()
    promulgator, pk = cast.promulgator, one.pk
    if step in {"proposed", "grouping", "surveying", "workshop"}:
        way = NEXT[api.State(step)]
        api.preparation_advance(actor=cast.clerk, specification_id=pk, way=way, at=AT)
    elif step == "drafting":
        api.text_hand_in(actor=cast.clerk, specification_id=pk, at=AT)
    elif step in {"applied", "first_review", "final_review"}:
        kind = {"applied": review.PANEL, "first_review": review.FIRST}.get(step, review.FINAL)
        api.review_give(
            actor=cast.approver if kind is review.FINAL else cast.reviewer,
            specification_id=pk, kind=kind, passed=True, opinion="符合规程。",
            members="己、庚、辛", at=AT,
        )  # fmt: skip
    elif step == "filing":
        api.filing_record(
            actor=promulgator, specification_id=pk, kind=api.FilingKind.PROVINCE, number="Z99",
            filed_on=day, at=AT,
        )  # fmt: skip
    elif step == "filed":
        api.specification_promulgate(
            actor=promulgator, specification_id=pk, number="示人社〔2026〕1号", promulgated_on=day,
            at=AT,
        )  # fmt: skip
    elif step == "promulgated":
        api.items_record(actor=promulgator, specification_id=pk, ready_on=day, at=AT)
    elif step == "items_ready":
        api.specification_put_in_force(
            actor=promulgator, specification_id=pk, in_force_on=day, at=AT
        )


def carry(cast: Cast, one: api.Specification, to: str) -> api.Specification:
    """From the proposal to ``to`` the straight way."""
    for step in ("proposed", *ORDER[: ORDER.index(to)]):
        prepare(cast, one, step)
        leave(cast, one, step)
    one.refresh_from_db()
    return one


def begin_draft(username: str, name: str, filled: bool = True) -> int:
    """A specification whose text is open, by one account; how it comes there is told elsewhere."""
    actor, at = User.objects.get(username=username), datetime.now(UTC)
    proposal = api.Proposal(name, OCCUPATION, "" if not filled else DEFINITION, OPEN_GATE)
    one = api.specification_propose(actor=actor, proposal=proposal, at=at)
    with transaction.atomic():
        for state in ("grouping", "surveying", "workshop", "drafting"):
            api.Specification.objects.filter(pk=one.pk).update(state=state)
    if filled:
        text = replace(good_text(), name=name)
        api.text_save(actor=actor, specification_id=one.pk, base_revision=1, value=text, at=at)
    return one.pk
