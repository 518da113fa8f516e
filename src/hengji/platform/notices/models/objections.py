"""What somebody of the public holds against a notice, and the answer."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hengji.platform.files.models import FileRecord
from hengji.platform.jurisdictions.models import Jurisdiction, JurisdictionQuerySet
from hengji.platform.notices.models.notices import NoticeRow, PublicNotice
from hengji.platform.notices.states import ANSWERED, ANSWERED_BY_ANOTHER, ObjectionState

WAITING_FIRST = (F("answered_at").asc(nulls_first=True), F("due_on").asc(), F("id").asc())


class Objection(models.Model):
    """Given under one's real name; name and contact are sealed, and shown against a trace only."""

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="objections")
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, verbose_name="所属地区")
    row = models.ForeignKey(
        NoticeRow, models.PROTECT, null=True, related_name="+", verbose_name="针对的名单行"
    )
    receipt = models.CharField("回执编号", max_length=24, unique=True)
    form_token = models.CharField("表单标识", max_length=64, unique=True)
    address_digest = models.CharField("网络地址摘要", max_length=64)
    content = models.TextField("异议内容")
    name_shown = models.CharField("异议人（已遮盖）", max_length=40)
    sealed_name = models.TextField("姓名（密文）")
    sealed_contact = models.TextField("联系方式（密文）")
    received_at = models.DateTimeField("收到时间")
    due_on = models.DateField("答复期限", null=True)
    # The notice's drafted_by, kept here too for the check that someone else answers.
    notice_author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="公示拟稿人"
    )

    state = models.CharField(
        "状态", max_length=9, choices=ObjectionState.choices, default=ObjectionState.SUBMITTED
    )
    answer = models.TextField("答复", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )
    answered_at = models.DateTimeField("答复时间", null=True)

    objects = JurisdictionQuerySet["Objection"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "异议"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="objection_answered_wholly_or_not_at_all",
                condition=~Q(state__in=ANSWERED) & Q(answer="", answered_by=None, answered_at=None)
                | Q(state__in=ANSWERED, answered_by__isnull=False, answered_at__isnull=False)
                & ~Q(answer=""),
            ),
            ANSWERED_BY_ANOTHER.constraint,
        )
        indexes = (
            models.Index(
                name="objection_open_by_due",
                fields=("due_on",),
                condition=Q(state=ObjectionState.OPEN),
            ),
            models.Index(fields=("address_digest", "received_at"), name="objection_by_address"),
            # As the list sorts, with all by which it leaves out.
            models.Index(
                *WAITING_FIRST,
                include=("jurisdiction", "state"),
                name="objection_by_answer",
            ),
            models.Index(
                *WAITING_FIRST,
                include=("jurisdiction",),
                name="objection_waiting",
                condition=Q(state=ObjectionState.OPEN),
            ),
        )

    def __str__(self) -> str:
        return f"对“{self.notice.title}”的异议"

    @property
    def is_answered(self) -> bool:
        """Whether the office has said what it makes of it."""
        return self.state in ANSWERED


class ObjectionFile(models.Model):
    """Evidence; it may show anything, so only those who answer get it."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="evidence")
    file = models.ForeignKey(FileRecord, models.PROTECT, related_name="+", verbose_name="证据")

    class Meta:
        verbose_name = verbose_name_plural = "异议证据"
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.file)
