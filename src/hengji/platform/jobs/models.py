"""One piece of background work, as its owner sees it."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from hengji.platform.database.indexes import index_of_words
from hengji.platform.files.models import FileRecord
from hengji.platform.jobs.kinds import may_go_again, when_cancelled
from hengji.platform.jobs.states import State
from hengji.platform.jurisdictions.models import Jurisdiction, JurisdictionQuerySet

FINAL = (State.DONE, State.FAILED, State.CANCELLED)


class Job(models.Model):
    """A job keeps its own state: the queue's rows are the queue's affair and may be cleaned."""

    kind = models.CharField("种类", max_length=80)
    title = models.CharField("事项", max_length=200)
    params = models.JSONField("参数", default=dict, encoder=DjangoJSONEncoder)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="提交人")
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, verbose_name="所属地区")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.QUEUED)
    attempt = models.PositiveIntegerField("第几次执行", default=0)
    cancel_requested = models.BooleanField("已要求取消", default=False)
    progress_done = models.PositiveBigIntegerField("已处理", default=0)
    progress_total = models.PositiveBigIntegerField("总数", null=True)
    message = models.CharField("进展", max_length=500, blank=True)
    error = models.TextField("错误", blank=True)
    result = models.ForeignKey(
        FileRecord, models.PROTECT, null=True, related_name="+", verbose_name="结果文件"
    )
    retry_of = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="retries", verbose_name="重试自"
    )
    created_at = models.DateTimeField("提交时间")
    started_at = models.DateTimeField("开始时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)

    objects = JurisdictionQuerySet["Job"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "后台任务"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="job_progress_within_total",
                condition=Q(progress_total=None) | Q(progress_done__lte=F("progress_total")),
            ),
            models.CheckConstraint(
                name="job_finished_exactly_when_final",
                condition=Q(state__in=FINAL, finished_at__isnull=False)
                | (~Q(state__in=FINAL) & Q(finished_at__isnull=True)),
            ),
            models.UniqueConstraint(name="job_retried_once", fields=("retry_of",)),
        )
        # As the list sorts; whose a job is and where is read there too.
        indexes = (
            models.Index(
                name="job_latest", fields=("-id",), include=("jurisdiction", "actor", "kind")
            ),
            models.Index(
                name="job_latest_of_state",
                fields=("state", "-id"),
                include=("jurisdiction", "actor", "kind"),
            ),
            index_of_words("title", "job_by_words"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def status(self) -> State:
        return State(self.state)

    @property
    def percent(self) -> int | None:
        """How much is done, 0–100, or None while the whole is unknown."""
        if not self.progress_total:
            return None
        return min(100, 100 * self.progress_done // self.progress_total)

    @property
    def may_go_again(self) -> bool:
        """Whether its owner can start it once more; the page has loaded ``retries``."""
        ended_badly = self.status in {State.FAILED, State.CANCELLED}
        return ended_badly and may_go_again(self.kind) and not self.retries.all()

    @property
    def when_cancelled(self) -> str:
        """What its owner is told before cancelling."""
        return when_cancelled(self.kind)


class AttemptOutcome(models.TextChoices):
    """What became of an execution."""

    DONE = "done", "已完成"
    FAILED = "failed", "未完成"
    CANCELLED = "cancelled", "已取消"
    RETURNED = "returned", "放回队列"
    LOST = "lost", "意外中断"


class Attempt(models.Model):
    """One execution of a job in one worker."""

    job = models.ForeignKey(Job, models.PROTECT, related_name="attempts", verbose_name="任务")
    worker = models.CharField("执行进程", max_length=100)
    started_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间", null=True)
    outcome = models.CharField("结果", max_length=10, choices=AttemptOutcome.choices, blank=True)
    error = models.TextField("错误", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "任务执行"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="attempt_one_open_a_job", fields=("job",), condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="attempt_ended_exactly_with_outcome",
                condition=Q(ended_at=None, outcome="")
                | (Q(ended_at__isnull=False) & ~Q(outcome="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.job} {self.started_at:%Y-%m-%d %H:%M:%S}"
