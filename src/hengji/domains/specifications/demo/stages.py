"""How the demo's specifications come to where they are: by the services, with invented papers."""

import io
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from docx import Document

from hengji.core.specifications.expert_group import ExpertKind
from hengji.core.specifications.value import AssessmentSpec
from hengji.domains.specifications import api
from hengji.platform.accounts.models import User

_EXPERTS = (
    api.ExpertText(
        "路知远", ExpertKind.METHOD, "示例职业技能研究所", "研究员", is_trained=True, is_leader=True
    ),
    api.ExpertText("文思齐", ExpertKind.CONTENT, "示例职业学院", "教师", is_lead_author=True),
    api.ExpertText("石砺", ExpertKind.PRACTICE, "示例服务公司", "技术主管"),
    api.ExpertText("江行", ExpertKind.PRACTICE, "示例门店", "店长"),
    api.ExpertText("季实", ExpertKind.PRACTICE, "示例行业协会", "资深从业者"),
)
_PAPERS = {
    "surveying": (api.DocumentKind.SURVEY, api.DocumentKind.ANALYSIS),
    "workshop": (api.DocumentKind.MINUTES, api.DocumentKind.SCHEDULE),
    "drafting": (
        api.DocumentKind.ARGUMENT,
        api.DocumentKind.FEASIBILITY,
        api.DocumentKind.APPLICATION,
    ),
}
_SURVEY = {
    "aims": "按顾客和行业要求完成本项服务，质量稳定、安全卫生。",
    "fields": "门店、家庭和个体经营。",
    "development": "需求稳定增长，从业者希望有一张说明本领的证书。",
    "workforce": "辖区内估计数万人（虚构）。",
    "tiers": "以初次就业和转岗人员为主。",
    "pay": "与当地服务业平均水平相当（虚构）。",
    "standing": "社会认可度逐步提高。",
    "knowledge": "见考核规范的相关知识。",
    "analysis": "本项能力可以独立就业，范围小于职业，宜单独编写考核规范。",
}
_WORKSHOP = {
    "procedure": "先列工作任务，再写操作规范和相关知识，最后定考核比重，逐项讨论通过。",
    "framework": "按规程分四部分，工作任务按实际操作顺序排列。",
    "schedule": "两周写出初稿，一周征求意见，一周定稿。",
}


def _invented() -> bytes:
    """A short Word document that says what it is."""
    document, out = Document(), io.BytesIO()
    document.add_paragraph("演示用的虚构材料，不是真实文件。")
    document.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class Cast:
    """The demo accounts who must act, each with a role of their own."""

    clerk: User
    author: User
    reviewer: User
    approver: User
    promulgator: User


@dataclass(frozen=True)
class Stages:
    """Carrying a text along the procedure, all of it at one moment."""

    cast: Cast
    at: datetime
    paper: bytes = field(default_factory=_invented)

    def draft(self, text: AssessmentSpec, *, hand_in: bool = True) -> api.Specification:
        """From the proposal to a written text; with ``hand_in`` to the application."""
        clerk, at = self.cast.clerk, self.at
        one = api.specification_propose(
            actor=clerk,
            proposal=api.Proposal(
                text.name,
                text.occupation,
                text.definition,
                api.Gate(True, True, True, True, national_module=False),
                "虚构示例：本地从业者众多，国家职业标准没有直接对应的模块。",
            ),
            at=at,
        )
        self._advance(one, "form_group")
        self._form_group(one)
        self._advance(one, "begin_survey")
        api.survey_save(actor=clerk, specification_id=one.pk, texts=_SURVEY, at=at)
        self._papers(one, "surveying")
        self._advance(one, "begin_workshop")
        api.workshop_save(
            actor=clerk,
            specification_id=one.pk,
            moderator_id=one.experts.get(is_leader=True).pk,
            held_on=timezone.localdate(at),
            texts=_WORKSHOP,
            at=at,
        )
        self._papers(one, "workshop")
        self._advance(one, "begin_drafting")
        api.text_save(
            actor=self.cast.author, specification_id=one.pk, base_revision=1, value=text, at=at
        )
        if hand_in:
            self._papers(one, "drafting")
            api.text_hand_in(actor=clerk, specification_id=one.pk, at=at)
        return one

    def review(self, text: AssessmentSpec) -> api.Specification:
        """To the technical first review, with comments of the reviewer."""
        one = self.draft(text)
        self._pass_panel(one)
        version = one.versions.latest("number")
        task = version.spec.tasks[0]
        for path, quote, body in (
            ("tasks[0].criteria[0]", task.criteria[0], "结果怎样算合格？请写出可以检验的标准。"),
            ("tasks[0].knowledge[0]", task.knowledge[0], "与这一步直接有关吗？请说明。"),
        ):
            api.comment_add(
                actor=self.cast.reviewer, specification_id=one.pk, version_id=version.pk,
                path=path, quote=quote, body=body, at=self.at,
            )  # fmt: skip
        return one

    def put_in_force(self, text: AssessmentSpec) -> api.Specification:
        """To the end, with a handbook that does not teach everything yet."""
        one, at, promulgator = self.draft(text), self.at, self.cast.promulgator
        today = timezone.localdate(at)
        self._pass_panel(one)
        for actor, kind in (
            (self.cast.reviewer, api.ReviewKind.FIRST),
            (self.cast.approver, api.ReviewKind.FINAL),
        ):
            api.review_give(
                actor=actor, specification_id=one.pk, kind=kind, passed=True,
                opinion="结构完整，任务按操作顺序排列，符合规程。", at=at,
            )  # fmt: skip
        api.filing_record(
            actor=promulgator, specification_id=one.pk, kind=api.FilingKind.PROVINCE,
            number="Z901", filed_on=today, at=at,
        )  # fmt: skip
        self._paper(one, promulgator, api.DocumentKind.PROMULGATION)
        api.specification_promulgate(
            actor=promulgator, specification_id=one.pk, number="示例〔2026〕1号（虚构）",
            promulgated_on=today, at=at,
        )  # fmt: skip
        api.items_record(actor=promulgator, specification_id=one.pk, ready_on=today, at=at)
        api.specification_put_in_force(
            actor=promulgator, specification_id=one.pk, in_force_on=today, at=at
        )
        self._guide(one, text)
        return one

    def _guide(self, one: api.Specification, text: AssessmentSpec) -> None:
        """A handbook with a chapter for every task but the last."""
        guide = api.guide_add(
            actor=self.cast.clerk, specification_id=one.pk, kind=api.GuideKind.HANDBOOK,
            title=f"{one.name}实用手册（虚构）", author="示例职业学院", at=self.at,
        )  # fmt: skip
        points = api.knowledge_points(text)
        for number, task in enumerate(text.tasks[:-1], start=1):
            api.chapter_save(
                actor=self.cast.clerk, guide_id=guide.pk, number=number, title=task.task,
                points=[one.path for one in points if one.task == task.task], at=self.at,
            )  # fmt: skip

    def _form_group(self, one: api.Specification) -> None:
        for text in _EXPERTS:
            proof = None
            if text.is_trained:
                proof = api.Proof("训练证明.docx", [self.paper])
            api.expert_add(
                actor=self.cast.clerk, specification_id=one.pk, text=text, proof=proof, at=self.at
            )

    def _pass_panel(self, one: api.Specification) -> None:
        self._paper(one, self.cast.reviewer, api.DocumentKind.PANEL)
        api.review_give(
            actor=self.cast.reviewer, specification_id=one.pk, kind=api.ReviewKind.PANEL,
            passed=True, opinion="可行性分析充分，同意开发。", members="示例专家三人", at=self.at,
        )  # fmt: skip

    def _advance(self, one: api.Specification, way: str) -> None:
        api.preparation_advance(actor=self.cast.clerk, specification_id=one.pk, way=way, at=self.at)

    def _papers(self, one: api.Specification, stage: str) -> None:
        for kind in _PAPERS[stage]:
            self._paper(one, self.cast.clerk, kind)

    def _paper(self, one: api.Specification, actor: User, kind: api.DocumentKind) -> None:
        api.document_add(
            actor=actor, specification_id=one.pk, kind=kind, name=f"{kind.label}（虚构）.docx",
            chunks=[self.paper], reason="首次提交", at=self.at,
        )  # fmt: skip
