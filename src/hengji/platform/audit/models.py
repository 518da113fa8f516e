"""The audit row and its link. They point at nothing, so that the trail outlives what it tells of.

Both tables are made by hand in the migrations: the rows lie in a partition a month, the links are
written by PostgreSQL itself when a transaction commits. docs/explanation/audit.md tells how.
"""

from django.contrib.postgres.indexes import BrinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class AuditEntry(models.Model):
    """One act. Triggers in the database refuse every UPDATE, DELETE and TRUNCATE.

    The table's own key is (id, at), as partitions demand; the sequence keeps ``id`` unique, and a
    row that takes another's number is found when the chain is verified.
    """

    at = models.DateTimeField("时间")
    actor_id = models.BigIntegerField("账号编号", null=True)
    actor_name = models.CharField("操作人", max_length=150)
    on_behalf_of = models.CharField("代谁办理", max_length=200, blank=True)
    action = models.CharField("操作", max_length=80)
    subject_type = models.CharField("对象类型", max_length=80)
    subject_id = models.CharField("对象编号", max_length=80)
    subject_label = models.CharField("对象", max_length=200)
    jurisdiction_code = models.CharField("地区代码", max_length=6, blank=True)
    before = models.JSONField("原值", null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField("新值", null=True, encoder=DjangoJSONEncoder)
    reason = models.TextField("理由", blank=True)
    request_id = models.CharField("请求编号", max_length=64, blank=True)
    address = models.CharField("来源地址", max_length=45, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "审计日志"
        ordering = ("id",)
        indexes = (
            models.Index(fields=("subject_type", "subject_id", "at"), name="audit_by_subject"),
            models.Index(fields=("jurisdiction_code", "at", "id"), name="audit_by_place"),
            models.Index(fields=("actor_name", "at", "id"), name="audit_by_actor"),
            models.Index(
                fields=("jurisdiction_code", "action", "at", "id"), name="audit_by_action"
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="audit_entry_has_a_chain",
                condition=models.Q(jurisdiction_code__regex="^([1-9][0-9]{5})?$"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action} {self.subject_label}"


class AuditLink(models.Model):
    """The place of an entry in the chain of its jurisdiction; written at COMMIT, never by hand."""

    entry_id = models.BigIntegerField("记录编号", primary_key=True)
    entry_at = models.DateTimeField("记录时间")
    chain = models.CharField("链", max_length=6, blank=True)
    seq = models.BigIntegerField("序号")
    hash = models.BinaryField("哈希", max_length=32)

    class Meta:
        verbose_name = verbose_name_plural = "审计链"
        ordering = ("chain", "seq")
        indexes = (BrinIndex(fields=("entry_at",), name="audit_link_by_time"),)
        constraints = (
            models.UniqueConstraint(fields=("chain", "seq"), name="audit_link_no_doubled_place"),
        )

    def __str__(self) -> str:
        return f"{self.chain or '000000'}-{self.seq}"
