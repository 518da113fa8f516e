"""The record of one specification: whose it is, where it is, and what was decided of it."""

from dataclasses import dataclass, fields
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from hengji.domains.specifications.models.people import person, person_later
from hengji.domains.specifications.states import (
    FINAL_REVIEWED_BY_ANOTHER,
    FIRST_REVIEWED_BY_ANOTHER,
    ISSUED,
    PROMULGATED_BY_ANOTHER,
    PUBLIC,
    State,
)
from hengji.platform.database.indexes import index_of_words
from hengji.platform.jurisdictions.models import Body, Jurisdiction, JurisdictionQuerySet

if TYPE_CHECKING:
    from hengji.domains.specifications.models.texts import TextRevision

LONGEST_PILOT_DAYS = 366
"""001 一(四): 原则上不超过一年; a leap year has a day more."""


class FilingKind(models.TextChoices):
    """With whom a specification is filed."""

    MINISTRY = "ministry", "人力资源社会保障部备案"
    PROVINCE = "province", "省级自行管理"


@dataclass(frozen=True)
class Gate:
    """The questions of a proposal; None is not answered, and not answered is not yes.

    000 规程 二(一) 最小就业技能单位 and without levels, (二) 技术性, (三) 衔接.
    """

    employable: bool | None = None
    smallest: bool | None = None
    without_level: bool | None = None
    technical: bool | None = None
    national_module: bool | None = None

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The questions that wait for an answer, in words."""
        return tuple(QUESTIONS[one.name] for one in fields(self) if getattr(self, one.name) is None)

    @property
    def against(self) -> tuple[str, ...]:
        """Why no specification of its own may be written."""
        return tuple(
            reason
            for name, (wanted, reason) in _AGAINST.items()
            if getattr(self, name) == (not wanted)
        )


QUESTIONS = {
    "employable": "社会上是否有以这项能力为生的从业人群",
    "smallest": "是否小于职业、不能再分的最小技能单位",
    "without_level": "是否不划分等级",
    "technical": "是否需要师傅指导或者相应的实训，不是简单体力劳动",
    "national_module": "国家职业标准中是否已有直接对应的模块",
}
_AGAINST = {
    "employable": (True, "没有以这项能力为生的从业人群"),
    "smallest": (True, "范围不小于职业，或者还可以再分"),
    "without_level": (True, "专项职业能力不划分等级"),
    "technical": (True, "简单体力劳动不能作为专项职业能力"),
    "national_module": (
        False,
        "国家职业标准已有对应模块，按该模块初级工的要求培训和考核，不另行编写考核规范，"
        "请选择“不予立项或终止”",
    ),
}


class Specification(models.Model):
    """One specialty's specification on its way; a revision of it is a record of its own.

    ``name``, ``occupation`` and ``definition`` follow the newest text.
    """

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, verbose_name="所属地区")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, related_name="+", verbose_name="申请单位"
    )
    name = models.CharField("能力名称", max_length=200)
    occupation = models.CharField("职业领域", max_length=200, blank=True)
    definition = models.TextField("能力定义", blank=True)
    state = models.CharField("状态", max_length=14, choices=State.choices, default=State.PROPOSED)
    revises = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="revisions", verbose_name="修订"
    )
    listed_in = models.CharField("来源目录", max_length=80, blank=True)
    listed_row = models.PositiveIntegerField("来源目录的行", null=True)

    employable = models.BooleanField("可就业", null=True)
    smallest = models.BooleanField("最小技能单位", null=True)
    without_level = models.BooleanField("不划分等级", null=True)
    technical = models.BooleanField("技术性", null=True)
    national_module = models.BooleanField("国家职业标准已有对应模块", null=True)
    gate_notes = models.TextField("立项说明", blank=True)

    created_by = person("提出人")
    created_at = models.DateTimeField("提出时间")
    applied_by = person_later("申请人")
    first_reviewed_by = person_later("技术初审人")
    final_reviewed_by = person_later("最后审定人")
    promulgated_by = person_later("颁布人")

    filing_kind = models.CharField("备案方式", max_length=8, choices=FilingKind.choices, blank=True)
    filing_number = models.CharField("备案编号", max_length=60, blank=True)
    filed_on = models.DateField("备案日期", null=True)
    promulgation_number = models.CharField("颁布文号", max_length=80, blank=True)
    promulgated_on = models.DateField("颁布日期", null=True)
    issued = models.OneToOneField(
        "specifications.Version",
        models.PROTECT,
        null=True,
        related_name="issued_as",
        verbose_name="颁布的版本",
    )
    items_ready_on = models.DateField("试题入库日期", null=True)
    pilot_from = models.DateField("试点开始日", null=True)
    pilot_until = models.DateField("试点截止日", null=True)
    pilot_reminded_at = models.DateTimeField("试点期满提醒时间", null=True)
    in_force_on = models.DateField("推行日期", null=True)

    objects = JurisdictionQuerySet["Specification"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "考核规范"
        ordering = ("-id",)
        constraints = (
            FIRST_REVIEWED_BY_ANOTHER.constraint,
            FINAL_REVIEWED_BY_ANOTHER.constraint,
            PROMULGATED_BY_ANOTHER.constraint,
            models.UniqueConstraint(
                # The same row of a list is proposed once, however often the list is gone through.
                name="specification_once_a_listed_row",
                fields=("jurisdiction", "listed_in", "listed_row"),
                condition=Q(listed_row__isnull=False),
            ),
            models.UniqueConstraint(
                name="specification_revised_once_at_a_time",
                fields=("revises",),
                condition=~Q(state=State.CLOSED),
            ),
            models.CheckConstraint(
                name="specification_listed_wholly",
                condition=Q(listed_in="", listed_row__isnull=True)
                | (~Q(listed_in="") & Q(listed_row__isnull=False)),
            ),
            models.CheckConstraint(
                name="specification_issued_exactly_when_so",
                condition=Q(
                    state__in=ISSUED,
                    issued__isnull=False,
                    promulgated_by__isnull=False,
                    promulgated_on__isnull=False,
                )
                & ~Q(promulgation_number="")
                & ~Q(filing_number="")
                | ~Q(state__in=ISSUED) & Q(issued=None, promulgated_on=None),
            ),
            models.CheckConstraint(
                # The 13 that 四川 manages by itself have numbers of this form (001 附件3).
                name="specification_provincial_number_begins_with_z",
                condition=~Q(filing_kind=FilingKind.PROVINCE)
                | Q(filing_number__regex=r"^Z[0-9]+$"),
            ),
            models.CheckConstraint(
                name="specification_pilot_at_most_a_year",
                condition=Q(pilot_from=None, pilot_until=None)
                | Q(
                    pilot_until__gt=F("pilot_from"),
                    pilot_until__lte=F("pilot_from") + timedelta(days=LONGEST_PILOT_DAYS),
                ),
            ),
            models.CheckConstraint(
                name="specification_pilot_has_its_term",
                condition=~Q(state=State.PILOT) | Q(pilot_until__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=("jurisdiction", "-id"), name="specification_by_place"),
            models.Index(fields=("body", "-id"), name="specification_by_body"),
            # As the lists sort, with all by which they leave out.
            models.Index(
                fields=("name", "id"),
                include=("jurisdiction", "body", "state"),
                name="specification_by_name",
            ),
            models.Index(
                fields=("occupation", "name", "id"),
                include=("jurisdiction", "body", "state"),
                name="specification_by_occupation",
            ),
            models.Index(
                fields=("state", "-id"),
                include=("jurisdiction", "body"),
                name="specification_of_state",
            ),
            models.Index(
                fields=("jurisdiction", "state"),
                include=("body",),
                name="specification_tallied",
            ),
            models.Index(
                fields=("name", "id"),
                include=("jurisdiction",),
                name="specification_public",
                condition=Q(state__in=PUBLIC),
            ),
            index_of_words("name", "specification_by_words"),
            index_of_words("definition", "specification_by_definition"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def status(self) -> State:
        """The state as the enumeration's member."""
        return State(self.state)

    @property
    def gate(self) -> Gate:
        """The answers to the questions of the proposal."""
        return Gate(**{one.name: getattr(self, one.name) for one in fields(Gate)})

    @property
    def newest_text(self) -> "TextRevision":
        """The text as it stands; there is one from the beginning."""
        return self.text_revisions.latest("number")

    @property
    def applicant(self) -> str:
        """Who applies (001 一(一)): the body, or the office of the place."""
        return str(self.body or self.jurisdiction)
