"""Teaching guides to a version: which chapter teaches which knowledge points (001 二(四))."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hengji.domains.specifications.models.people import person
from hengji.domains.specifications.models.specifications import Specification
from hengji.domains.specifications.models.texts import Version


class GuideKind(models.TextChoices):
    """What may be taught from."""

    TEXTBOOK = "textbook", "适用教材"
    HANDBOOK = "handbook", "实用性手册"
    SYLLABUS = "syllabus", "教学大纲"


class Guide(models.Model):
    """A book or a plan of teaching for one version, which never changes under it."""

    specification = models.ForeignKey(
        Specification, models.PROTECT, related_name="guides", verbose_name="考核规范"
    )
    version = models.ForeignKey(
        Version, models.PROTECT, related_name="guides", verbose_name="依据的版本"
    )
    kind = models.CharField("类别", max_length=8, choices=GuideKind.choices)
    title = models.CharField("名称", max_length=120)
    author = models.CharField("编者和出版者", max_length=120, blank=True)
    added_by = person("登记人")
    added_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "教学指导材料"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(name="guide_title_once", fields=("version", "title")),
        )

    def __str__(self) -> str:
        return self.title


class Chapter(models.Model):
    """A chapter; ``points`` are paths of the version, such as ``tasks[1].knowledge[0]``."""

    guide = models.ForeignKey(
        Guide, models.PROTECT, related_name="chapters", verbose_name="教学指导材料"
    )
    number = models.PositiveIntegerField("章")
    title = models.CharField("章名", max_length=120)
    points = ArrayField(models.CharField(max_length=60), default=list, verbose_name="知识点")

    class Meta:
        verbose_name = verbose_name_plural = "章节"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(name="chapter_once", fields=("guide", "number")),
            models.CheckConstraint(name="chapter_from_one", condition=Q(number__gte=1)),
        )

    def __str__(self) -> str:
        return f"第{self.number}章 {self.title}"
