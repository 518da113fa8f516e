"""The history of states: one row a change, never altered."""

from django.conf import settings
from django.db import models


class StateChange(models.Model):
    """A record went a way of its table. A trigger refuses every UPDATE and DELETE."""

    table = models.CharField("状态表", max_length=60)
    subject_type = models.CharField("对象类型", max_length=80)
    subject_id = models.CharField("对象编号", max_length=80)
    transition = models.CharField("操作代码", max_length=40)
    source = models.CharField("原状态", max_length=20)
    target = models.CharField("新状态", max_length=20)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="操作人",
    )
    at = models.DateTimeField("时间")
    remark = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "状态记录"
        ordering = ("id",)
        indexes = (models.Index(fields=("subject_type", "subject_id", "id"), name="state_history"),)

    def __str__(self) -> str:
        return f"{self.table}.{self.transition} {self.subject_id}"
