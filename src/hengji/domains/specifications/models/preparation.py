"""What is found out before writing: the survey with its analysis, and the workshop."""

from django.db import models

from hengji.domains.specifications.models.experts import Expert
from hengji.domains.specifications.models.people import person
from hengji.domains.specifications.models.specifications import Specification

TOPICS = (
    "aims", "fields", "development", "workforce", "tiers", "pay", "standing", "knowledge",
)  # fmt: skip
OUTPUTS = ("procedure", "framework", "schedule")


class Survey(models.Model):
    """The eight topics of 000 规程 四 第二, who asked, and what the group makes of it.

    An empty ``commissioned`` says that the group itself has asked.
    """

    specification = models.OneToOneField(
        Specification, models.PROTECT, related_name="survey", verbose_name="考核规范"
    )
    aims = models.TextField("活动目标", blank=True)
    fields = models.TextField("工作领域", blank=True)
    development = models.TextField("发展状况", blank=True)
    workforce = models.TextField("从业人群数量", blank=True)
    tiers = models.TextField("从业人群层次", blank=True)
    pay = models.TextField("薪酬水平", blank=True)
    standing = models.TextField("社会地位", blank=True)
    knowledge = models.TextField("必备知识和技能", blank=True)
    commissioned = models.CharField("委托的专门工作机构", max_length=100, blank=True)
    analysis = models.TextField("专家工作组的分析", blank=True)
    saved_by = person("登记人")
    saved_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "调查和分析"

    def __str__(self) -> str:
        return f"调查：{self.specification}"

    @property
    def missing(self) -> tuple[str, ...]:
        """The topics of which nothing is written, in words."""
        return _missing(self, (*TOPICS, "analysis"))


class Workshop(models.Model):
    """The workshop of 000 规程 四 第三 and its three outputs."""

    specification = models.OneToOneField(
        Specification, models.PROTECT, related_name="workshop", verbose_name="考核规范"
    )
    moderator = models.ForeignKey(
        Expert, models.PROTECT, null=True, related_name="+", verbose_name="项目主持人"
    )
    held_on = models.DateField("召开日期", null=True)
    procedure = models.TextField("具体工作程序", blank=True)
    framework = models.TextField("基本框架结构", blank=True)
    schedule = models.TextField("时间进度计划", blank=True)
    saved_by = person("登记人")
    saved_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "规范研讨会"

    def __str__(self) -> str:
        return f"研讨会：{self.specification}"

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not written yet, in words."""
        found = _missing(self, ("moderator", "held_on", *OUTPUTS))
        moderator = self.moderator
        if moderator is not None and not moderator.is_trained:
            found = (*found, "受过训练的项目主持人")
        return found


def _missing(record: models.Model, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        str(record._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # none is a reverse relation
        for name in names
        if getattr(record, name) in (None, "")
    )
