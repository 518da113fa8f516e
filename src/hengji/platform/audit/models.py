"""The audit row. It points at nothing, so that the trail outlives what it tells of."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class AuditEntry(models.Model):
    """One act. A trigger in the database refuses every UPDATE, DELETE and TRUNCATE."""

    at = models.DateTimeField("时间")
    actor_id = models.BigIntegerField("账号编号", null=True)
    actor_name = models.CharField("操作人", max_length=150)
    action = models.CharField("操作", max_length=80)
    subject_type = models.CharField("对象类型", max_length=80)
    subject_id = models.CharField("对象编号", max_length=80)
    subject_label = models.CharField("对象", max_length=200)
    jurisdiction_code = models.CharField("地区代码", max_length=6, blank=True)
    before = models.JSONField("原值", null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField("新值", null=True, encoder=DjangoJSONEncoder)
    reason = models.TextField("理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "审计日志"
        ordering = ("id",)
        indexes = (
            models.Index(fields=("subject_type", "subject_id", "id"), name="audit_by_subject"),
            models.Index(fields=("jurisdiction_code", "id"), name="audit_by_jurisdiction"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action} {self.subject_label}"
