"""A public notice, who wrote it, the lines of its table, and its attachments."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from hengji.platform.database.indexes import index_of_words
from hengji.platform.files.models import FileRecord
from hengji.platform.jurisdictions.models import Jurisdiction, JurisdictionQuerySet
from hengji.platform.notices.states import PUBLIC, REVIEWED_BY_ANOTHER, RUNNING, State, Unit

if TYPE_CHECKING:
    from hengji.platform.notices.models.objections import Objection


def _by(label: str) -> "models.ForeignKey[object]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=label
    )


class PublicNotice(models.Model):
    """What it says can be changed while it is a draft; from then on triggers keep it."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, verbose_name="公示地区")
    subject_type = models.CharField("公示事项类型", max_length=80, blank=True)
    subject_id = models.CharField("公示事项编号", max_length=80, blank=True)
    subject_label = models.CharField("公示事项", max_length=200, blank=True)
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="corrections",
        verbose_name="更正的公示",
    )

    title = models.CharField("标题", max_length=120)
    content = models.TextField("正文")
    columns = ArrayField(models.CharField(max_length=40), default=list, verbose_name="名单栏目")
    row_count = models.PositiveIntegerField("名单行数", null=True, default=0)
    basis = models.CharField("依据文件", max_length=200)
    clause = models.CharField("依据条款", max_length=100)
    period = models.PositiveSmallIntegerField("公示期")
    unit = models.CharField("公示期单位", max_length=8, choices=Unit.choices)
    answer_days = models.PositiveSmallIntegerField("异议答复期限（工作日）")
    office_name = models.CharField("受理部门", max_length=80)
    office_phone = models.CharField("联系电话", max_length=40)
    office_address = models.CharField("地址", max_length=120, blank=True)

    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="拟稿人"
    )
    drafted_at = models.DateTimeField("拟稿时间")
    reviewed_by = _by("审核人")
    reviewed_at = models.DateTimeField("审核时间", null=True)
    published_by = _by("发布人")
    published_at = models.DateTimeField("发布时间", null=True)
    starts_on = models.DateField("公示期首日", null=True)
    ends_on = models.DateField("公示期末日", null=True)
    suspended_at = models.DateTimeField("中止时间", null=True)
    concluded_at = models.DateTimeField("办结时间", null=True)
    conclusion = models.TextField("办结说明", blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    withdrawn_reason = models.TextField("撤回原因", blank=True)

    objects = JurisdictionQuerySet["PublicNotice"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公示"
        ordering = ("-id",)
        constraints = (
            REVIEWED_BY_ANOTHER.constraint,
            models.CheckConstraint(
                name="notice_public_after_review_with_its_dates",
                condition=~Q(state__in=PUBLIC)
                | Q(
                    reviewed_by__isnull=False,
                    published_by__isnull=False,
                    published_at__isnull=False,
                    starts_on__isnull=False,
                    ends_on__gte=F("starts_on"),
                    row_count__isnull=False,
                ),
            ),
            models.CheckConstraint(name="notice_has_a_period", condition=Q(period__gt=0)),
            models.CheckConstraint(
                name="notice_withdrawn_with_its_reason",
                condition=Q(state=State.WITHDRAWN, withdrawn_at__isnull=False)
                & ~Q(withdrawn_reason="")
                | ~Q(state=State.WITHDRAWN) & Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="notice_concluded_has_its_time",
                condition=Q(state=State.CONCLUDED, concluded_at__isnull=False)
                | ~Q(state=State.CONCLUDED) & Q(concluded_at__isnull=True),
            ),
            models.UniqueConstraint(
                # Two periods at once for one thing: neither would be the one that counts.
                name="notice_one_running_a_subject",
                fields=("subject_type", "subject_id"),
                condition=Q(state__in=RUNNING) & ~Q(subject_type=""),
            ),
        )
        indexes = (
            models.Index(fields=("jurisdiction", "-id"), name="notice_by_jurisdiction"),
            models.Index(fields=("state", "ends_on"), name="notice_by_end"),
            models.Index(fields=("subject_type", "subject_id"), name="notice_by_subject"),
            # As the office's list and the public's sort, with all by which they leave out.
            models.Index(
                fields=("state", "-id"), include=("jurisdiction",), name="notice_latest_of_state"
            ),
            models.Index(
                fields=("-published_at", "-id"),
                include=("jurisdiction", "state", "ends_on"),
                name="notice_latest_published",
                condition=Q(published_at__isnull=False),
            ),
            index_of_words("title", "notice_by_words"),
            index_of_words("basis", "notice_by_words_of_basis"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def status(self) -> State:
        """The state, typed."""
        return State(self.state)

    @property
    def period_text(self) -> str:
        """5个工作日."""
        return f"{self.period}{Unit(self.unit).label}"

    def versions(self) -> "models.QuerySet[PublicNotice]":
        """Those on the same subject; of one that stands by itself, its chain of corrections."""
        every = PublicNotice.objects.order_by("-id")
        if self.subject_type:
            return every.filter(subject_type=self.subject_type, subject_id=self.subject_id)
        first = self
        while first.corrects is not None:
            first = first.corrects
        chain, found = set[int](), {first.pk}
        while found:
            chain |= found
            found = set(every.filter(corrects__in=found).values_list("pk", flat=True))
        return every.filter(pk__in=chain)

    def objections_of_all(self) -> "models.QuerySet[Objection]":
        """The objections to any of its `versions`: a correction answers none of them."""
        related = self.objections.model.objects
        return related.filter(notice__in=self.versions().order_by().values("pk"))

    @property
    def paragraphs(self) -> list[str]:
        """The content as it is set."""
        return [line.strip() for line in self.content.splitlines() if line.strip()]


class NoticeAuthor(models.Model):
    """Somebody who wrote in the notice or handed it in; kept as it is by a trigger."""

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="authors")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="编写或提交人"
    )
    since = models.DateTimeField("最初时间")

    class Meta:
        verbose_name = verbose_name_plural = "公示的编写人"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(name="notice_author_once", fields=("notice", "account")),
        )

    def __str__(self) -> str:
        return str(self.account)


class NoticeRow(models.Model):
    """One line of a notice's table, personal data covered; ``key`` is the subject's own for it."""

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="rows")
    place = models.PositiveIntegerField("序号")
    key = models.CharField("事项内编号", max_length=80, blank=True)
    cells = ArrayField(models.TextField(), verbose_name="内容")

    class Meta:
        verbose_name = verbose_name_plural = "公示名单"
        ordering = ("place",)
        constraints = (models.UniqueConstraint(name="notice_row_once", fields=("notice", "place")),)
        # By a whole cell, as everyone looks for his own claim in a list of very many.
        indexes = (GinIndex(fields=("cells",), name="notice_row_by_cell"),)

    def __str__(self) -> str:
        return "，".join(self.cells)


class NoticeAttachment(models.Model):
    """A file that everyone may download with the notice."""

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="attachments")
    file = models.ForeignKey(FileRecord, models.PROTECT, related_name="+", verbose_name="附件")

    class Meta:
        verbose_name = verbose_name_plural = "公示附件"
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.file)
