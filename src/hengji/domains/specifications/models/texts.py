"""The text, revision by revision, and the versions that were handed in. Triggers keep both."""

from django.db import models
from django.db.models import Q

from hengji.core.specifications.plain import from_plain
from hengji.core.specifications.value import AssessmentSpec
from hengji.domains.specifications.models.people import person
from hengji.domains.specifications.models.specifications import Specification


class Occasion(models.TextChoices):
    """What a version was frozen for."""

    APPLICATION = "application", "开发申请"
    FIRST_REVISION = "first_revision", "初审修改稿"
    FINAL_REVISION = "final_revision", "审定修改稿"


class TextRevision(models.Model):
    """The text as somebody saved it.

    ``sent`` is what the writer sent where it was merged with what another had saved meanwhile.
    """

    specification = models.ForeignKey(
        Specification, models.PROTECT, related_name="text_revisions", verbose_name="考核规范"
    )
    number = models.PositiveIntegerField("修订号")
    value = models.JSONField("文本")
    sent = models.JSONField("合并前的文本", null=True)
    saved_by = person("保存人")
    saved_at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = verbose_name_plural = "考核规范文本"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(name="text_revision_once", fields=("specification", "number")),
            models.CheckConstraint(name="text_revision_from_one", condition=Q(number__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.specification} r{self.number}"

    @property
    def spec(self) -> AssessmentSpec:
        """The text as a value."""
        return from_plain(self.value)


class Version(models.Model):
    """The text as it was handed in: v1, v2, …"""

    specification = models.ForeignKey(
        Specification, models.PROTECT, related_name="versions", verbose_name="考核规范"
    )
    number = models.PositiveIntegerField("版本")
    revision = models.OneToOneField(
        TextRevision, models.PROTECT, related_name="version", verbose_name="所用的修订"
    )
    occasion = models.CharField("用途", max_length=14, choices=Occasion.choices)
    reply = models.TextField("修改说明", blank=True)
    frozen_by = person("提交人")
    frozen_at = models.DateTimeField("提交时间")

    class Meta:
        verbose_name = verbose_name_plural = "考核规范版本"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(name="version_once", fields=("specification", "number")),
            models.CheckConstraint(name="version_from_one", condition=Q(number__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.specification} v{self.number}"

    @property
    def spec(self) -> AssessmentSpec:
        """The text as a value."""
        return self.revision.spec
