"""Days that a division has loaded, and the sheets that they came in."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hengji.platform.files.models import FileRecord
from hengji.platform.jurisdictions.models import Jurisdiction, JurisdictionQuerySet


class CalendarSource(models.Model):
    """One sheet of days, and the document that orders them."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, verbose_name="适用地区")
    document = models.CharField("依据文件", max_length=200)
    file = models.ForeignKey(FileRecord, models.PROTECT, related_name="+", verbose_name="导入的表")
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="导入人"
    )
    loaded_at = models.DateTimeField("导入时间")

    objects = JurisdictionQuerySet["CalendarSource"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工作日历来源"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="calendar_source_is_named", condition=~Q(document="")),
        )

    def __str__(self) -> str:
        return self.document


class CalendarDay(models.Model):
    """A day as a division has it. What was loaded is only ever replaced; a trigger sees to it."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, verbose_name="适用地区")
    day = models.DateField("日期")
    is_workday = models.BooleanField("上班")
    name = models.CharField("名称", max_length=40)
    source = models.ForeignKey(
        CalendarSource, models.PROTECT, related_name="days", verbose_name="来源"
    )
    replaced_at = models.DateTimeField("被替换的时间", null=True)

    objects = JurisdictionQuerySet["CalendarDay"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工作日历"
        ordering = ("day",)
        constraints = (
            models.UniqueConstraint(
                name="calendar_day_once",
                fields=("jurisdiction", "day"),
                condition=Q(replaced_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.name}（{'上班' if self.is_workday else '放假'}）"
