"""Specifications, the people who act on them, and a text that is in order."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

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
