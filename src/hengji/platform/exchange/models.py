"""What was taken out and by whom; what was put in, row by row."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hengji.platform.exchange.states import State
from hengji.platform.files.models import FileRecord
from hengji.platform.jobs.models import Job
from hengji.platform.jurisdictions.models import Actor, Jurisdiction, JurisdictionQuerySet
from hengji.platform.roles import Permission


def _file(label: str) -> "models.ForeignKey[FileRecord | None]":
    return models.ForeignKey(
        FileRecord, models.PROTECT, null=True, related_name="+", verbose_name=label
    )


class OwnQuerySet(JurisdictionQuerySet["ExportRun"]):
    """What one person took out may hold what only that person may see."""

    def visible_to(self, actor: Actor, permission: Permission) -> Self:
        """The actor's own, whatever the permission."""
        return self.filter(actor_id=getattr(actor, "pk", None))


class ExportRun(models.Model):
    """One taking out of a list: with which filters, how many rows, whole or masked, and why."""

    spec = models.CharField("列表", max_length=60)
    label = models.CharField("名称", max_length=80)
    filters = models.JSONField("筛选条件", default=dict)
    kind = models.CharField("格式", max_length=4, choices=[("xlsx", "Excel"), ("csv", "CSV")])
    revealed = models.BooleanField("含完整个人信息", default=False)
    purpose = models.CharField("用途", max_length=200, blank=True)
    rows = models.PositiveIntegerField("行数")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="导出人")
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, verbose_name="所属地区")
    at = models.DateTimeField("时间")
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+", verbose_name="任务")
    file = _file("文件")

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导出"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="export_reveals_for_a_purpose", condition=Q(revealed=False) | ~Q(purpose="")
            ),
        )
        indexes = (models.Index(fields=("actor", "-id"), name="export_by_actor"),)

    def __str__(self) -> str:
        return f"{self.label}（{self.rows} 行）"


class ImportBatch(models.Model):
    """One sheet for one list. The same sheet is the same batch: nothing goes in twice by it."""

    spec = models.CharField("列表", max_length=60)
    label = models.CharField("名称", max_length=80)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, verbose_name="所属地区")
    source = models.ForeignKey(FileRecord, models.PROTECT, related_name="+", verbose_name="文件")
    source_sha256 = models.CharField("文件的 SHA-256", max_length=64)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.READY)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )
    at = models.DateTimeField("上传时间")
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+", verbose_name="任务")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )
    sheet_name = models.CharField("工作表", max_length=100, blank=True)
    header_row = models.PositiveIntegerField("表头所在行")
    headings = models.JSONField("认出的列", default=list)
    preview = models.JSONField("前几行（个人信息已遮盖）", default=list)
    ignored = models.JSONField("未使用的列", default=list)
    rows = models.PositiveIntegerField("行数")
    result = _file("写明原因的原表")

    objects = JurisdictionQuerySet["ImportBatch"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导入"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                name="import_once_a_file",
                fields=("spec", "jurisdiction", "source_sha256"),
                condition=~Q(state=State.DISCARDED),
            ),
        )

    def __str__(self) -> str:
        return f"{self.label}：{self.source.original_name}"

    @property
    def is_moving(self) -> bool:
        """Whether a job is at work on it."""
        return self.state == State.SUBMITTED and self.job is not None and not self.job.status.final


class RowState(models.TextChoices):
    """What became of a row."""

    READY = "ready", "待导入"
    FAULTY = "faulty", "有误"
    APPLIED = "applied", "已导入"
    SAME = "same", "以前已导入"
    REFUSED = "refused", "未导入"


class ImportRow(models.Model):
    """The ledger: one line a row of the sheet, without what stands in it.

    A row goes in together with its line, in one transaction, so that whatever is killed in
    between goes on where it was. ``key`` and ``hash`` are keyed digests: of what names the thing,
    and of the whole row. They know an earlier row again and tell nobody what it said.
    """

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="lines")
    row = models.PositiveIntegerField("行号")
    key = models.CharField("标识", max_length=64, blank=True)
    hash = models.CharField("内容", max_length=64, blank=True)
    state = models.CharField("结果", max_length=8, choices=RowState.choices)
    is_changed = models.BooleanField("与上次导入不同", default=False)
    column = models.CharField("栏目", max_length=80, blank=True)
    message = models.CharField("原因", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入的行"
        ordering = ("row",)
        constraints = (
            models.UniqueConstraint(name="import_row_once", fields=("batch", "row")),
            models.CheckConstraint(
                name="import_row_faults_have_reasons",
                condition=~Q(state__in=[RowState.FAULTY, RowState.REFUSED]) | ~Q(message=""),
            ),
        )
        indexes = (
            models.Index(fields=("batch", "state", "row"), name="import_row_by_state"),
            models.Index(F("key"), name="import_row_by_key", condition=Q(state=RowState.APPLIED)),
        )

    def __str__(self) -> str:
        return f"第{self.row}行 {self.get_state_display()}"
