"""One workbook of claims, adjudicated under one pack."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hengji.domains.subsidies.states import (
    DECIDED,
    REVIEWED,
    REVIEWED_BY_ANOTHER,
    WITHDRAWN,
    Stage,
    State,
)
from hengji.platform.files.models import FileRecord
from hengji.platform.jobs.models import Job
from hengji.platform.jobs.states import State as JobState
from hengji.platform.jurisdictions.models import Jurisdiction, JurisdictionQuerySet

OWN_STAGES = (State.READY, *DECIDED, State.DISCARDED)
"""States that are a stage by themselves, whatever the run's job did."""
WITH_A_JOB = (State.UPLOADED, State.SUBMITTED)
"""States in which the stage is told by the run's job."""


def _file(label: str) -> "models.ForeignKey[FileRecord | None]":
    return models.ForeignKey(
        FileRecord, models.PROTECT, null=True, related_name="+", verbose_name=label
    )


class AdjudicationRun(models.Model):
    """The pack is named by its hash, so that a decision can always cite what it was made by."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, verbose_name="所属地区")
    pack_id = models.CharField("政策包", max_length=80)
    pack_hash = models.CharField("规则版本", max_length=64)
    pack_title = models.CharField("通知", max_length=200)
    pack_number = models.CharField("文号", max_length=80)
    source = models.ForeignKey(FileRecord, models.PROTECT, related_name="+", verbose_name="申领表")
    source_sha256 = models.CharField("申领表的 SHA-256", max_length=64)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.UPLOADED)
    job = models.ForeignKey(
        Job, models.PROTECT, null=True, related_name="+", verbose_name="后台任务"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )
    uploaded_at = models.DateTimeField("上传时间")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )
    submitted_at = models.DateTimeField("确认时间", null=True)
    decided_at = models.DateTimeField("核定时间", null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="复核人"
    )
    reviewed_at = models.DateTimeField("复核时间", null=True)

    sheet_name = models.CharField("工作表", max_length=100, blank=True)
    header_row = models.PositiveIntegerField("表头所在行", default=1)
    columns = models.JSONField("认出的列", default=list)
    ignored = ArrayField(models.TextField(), default=list, verbose_name="未使用的列")
    absent = ArrayField(models.TextField(), default=list, verbose_name="缺少的栏目")
    preview = models.JSONField("前几行（证件号码已遮盖）", default=list)
    rows = models.PositiveIntegerField("行数", null=True)
    bad_rows = models.PositiveIntegerField("未能读取的行数", default=0)
    bad_cells = models.PositiveIntegerField("出错的单元格数", default=0)
    approved_before = ArrayField(
        models.TextField(), null=True, verbose_name="编号已在别的核定中通过的申领"
    )

    # A decision is two masks; these name their bits, whatever becomes of the pack.
    fail_codes = ArrayField(models.TextField(), default=list, verbose_name="不符合的代码")
    unknown_names = ArrayField(models.TextField(), default=list, verbose_name="待定的代码")
    formats_kept = models.BooleanField("保留了原表格式", default=True)
    workbook = _file("加列后的申领表")
    decisions_file = _file("核定结果")
    report_file = _file("汇总")

    objects = JurisdictionQuerySet["AdjudicationRun"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "补贴核定"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                # The same sheet under the same rules is the same run. That no claim is paid twice
                # by another sheet, a trigger holds when a run is confirmed.
                name="run_once_a_file_and_pack",
                fields=("jurisdiction", "source_sha256", "pack_hash"),
                condition=~Q(state__in=WITHDRAWN),
            ),
            models.CheckConstraint(
                name="run_read_before_submitted",
                condition=Q(state__in=[State.UPLOADED, State.DISCARDED]) | Q(rows__isnull=False),
            ),
            models.CheckConstraint(
                name="run_submitted_by_someone",
                condition=Q(submitted_by__isnull=True, submitted_at__isnull=True)
                | Q(submitted_by__isnull=False, submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="run_decided_exactly_when_done",
                condition=Q(
                    state__in=DECIDED,
                    submitted_at__isnull=False,
                    decided_at__isnull=False,
                    workbook__isnull=False,
                    decisions_file__isnull=False,
                    report_file__isnull=False,
                )
                | (~Q(state__in=DECIDED) & Q(decided_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="run_reviewed_exactly_when_so",
                condition=Q(
                    state__in=REVIEWED, reviewed_by__isnull=False, reviewed_at__isnull=False
                )
                | (~Q(state__in=REVIEWED) & Q(reviewed_by=None, reviewed_at=None)),
            ),
            REVIEWED_BY_ANOTHER.constraint,
            models.CheckConstraint(name="run_rows_hold_bad", condition=Q(bad_rows__lte=F("rows"))),
        )
        indexes = (
            models.Index(fields=("jurisdiction", "-id"), name="run_by_jurisdiction"),
            models.Index(
                fields=("state", "-id"), include=("jurisdiction", "job"), name="run_latest_of_state"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source.original_name}（{self.pack_number}）"

    @property
    def status(self) -> State:
        """The run's own state."""
        return State(self.state)

    @property
    def review_label(self) -> str:
        """Whether a second person has looked at the decisions, for the names of files."""
        return self.status.label if self.state in REVIEWED else "未复核"

    @property
    def stage(self) -> Stage:
        """The state and the job's, in one word."""
        if self.state in OWN_STAGES:
            return Stage(self.state)
        job = self.job.status if self.job else JobState.QUEUED
        if job in {JobState.FAILED, JobState.CANCELLED}:
            return Stage(job.value)
        if self.status is State.UPLOADED:
            return Stage.READING
        return Stage.QUEUED if job is JobState.QUEUED else Stage.RUNNING


def at_stage(stage: Stage) -> Q:
    """``AdjudicationRun.stage`` for a filter in the database."""
    told_by_the_job = {
        Stage.FAILED: Q(state__in=WITH_A_JOB, job__state=JobState.FAILED),
        Stage.CANCELLED: Q(state__in=WITH_A_JOB, job__state=JobState.CANCELLED),
        Stage.READING: Q(state=State.UPLOADED) & (_NOT_STARTED | _STARTED),
        Stage.QUEUED: Q(state=State.SUBMITTED) & _NOT_STARTED,
        Stage.RUNNING: Q(state=State.SUBMITTED) & _STARTED,
    }
    return told_by_the_job.get(stage, Q(state=stage))


_NOT_STARTED = Q(job=None) | Q(job__state=JobState.QUEUED)
_STARTED = Q(job__state__in=(JobState.RUNNING, JobState.DONE))
