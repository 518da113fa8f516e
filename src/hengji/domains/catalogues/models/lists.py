"""A published list and its editions. An edition is kept for ever; one of them is current."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hengji.platform.jurisdictions.models import Jurisdiction, JurisdictionQuerySet


class ListKind(models.TextChoices):
    """What the rows of a list are."""

    OCCUPATION = "occupation", "职业（工种）"
    SPECIALTY = "specialty", "专项职业能力"
    COURSE = "course", "培训合格证书"
    MIXED = "mixed", "职业与专项"
    CROSSWALK = "crosswalk", "新旧对照表"


class PublishedList(models.Model):
    """One list across its editions. Without a jurisdiction it is the whole nation's."""

    id = models.SlugField("目录代号", primary_key=True, max_length=60)
    kind = models.CharField("类型", max_length=10, choices=ListKind.choices)
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, null=True, blank=True, verbose_name="适用地区"
    )
    position = models.PositiveSmallIntegerField("次序")

    objects = JurisdictionQuerySet["PublishedList"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "目录"
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                name="list_kind_known", condition=Q(kind__in=list(ListKind.values))
            ),
        )

    def __str__(self) -> str:
        return self.id


class Edition(models.Model):
    """A list as one version of its pack published it; `content_hash` covers each row."""

    published = models.ForeignKey(PublishedList, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("版次")
    pack_id = models.CharField("政策包", max_length=60)
    title = models.CharField("名称", max_length=200)
    clause = models.CharField("所在", max_length=40)
    notice = models.CharField("通知", max_length=200)
    notice_number = models.CharField("文号", max_length=60)
    issuer = models.CharField("发文机关", max_length=100)
    effective_from = models.DateField("施行日期", null=True)
    effective_to = models.DateField("失效日期", null=True)
    pack_hash = models.CharField("政策包指纹", max_length=64)
    content_hash = models.CharField("内容指纹", max_length=64)
    rows = models.PositiveIntegerField("行数")
    # What its rows can be filtered by, kept here so that no page has to look at every row for it.
    rate_classes = ArrayField(models.CharField(max_length=1), default=list, verbose_name="类别")
    tags = ArrayField(models.CharField(max_length=40), default=list, verbose_name="标签")
    loaded_at = models.DateTimeField("装入时间")
    is_current = models.BooleanField("现行")

    class Meta:
        verbose_name = verbose_name_plural = "目录版本"
        ordering = ("published", "number")
        constraints = (
            models.UniqueConstraint(name="edition_number_once", fields=("published", "number")),
            models.UniqueConstraint(
                name="edition_one_current", fields=("published",), condition=Q(is_current=True)
            ),
            models.CheckConstraint(
                name="edition_ends_after_it_begins",
                condition=Q(effective_from__isnull=True)
                | Q(effective_to__isnull=True)
                | Q(effective_to__gte=models.F("effective_from")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}第{self.number}版"
