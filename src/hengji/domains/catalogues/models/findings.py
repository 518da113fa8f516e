"""A doubt about a list or one of its rows, and what an officer made of it."""

from django.db import models
from django.db.models import Q

from hengji.domains.catalogues.models.lists import Edition
from hengji.platform.accounts.models import User


class Severity(models.TextChoices):
    """How sure it is that the print is wrong."""

    ERROR = "error", "错误"
    WARNING = "warning", "存疑"
    NOTE = "note", "提示"


class FindingState(models.TextChoices):
    """Whether somebody has dealt with it."""

    OPEN = "open", "待处理"
    SETTLED = "settled", "已处理"


class Resolution(models.TextChoices):
    """What was found when the original was looked at. The list itself is never changed by it."""

    CONFIRMED = "confirmed", "确认原文有误"
    NOT_A_PROBLEM = "not_a_problem", "不是问题"
    REPORTED = "reported", "已报发文机关"


_UNSETTLED = Q(settled_by=None, settled_at=None, resolution="", reason="")
_SETTLED_WHOLLY = Q(settled_by__isnull=False, settled_at__isnull=False) & ~Q(reason="")


class ListFinding(models.Model):
    """One doubt about an edition. ``subject`` names the row by what is printed, not by its place.

    A later edition's finding with the same code, subject and message is the same doubt: it takes
    the settlement over and points back by ``carried_from``.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="findings")
    row = models.PositiveIntegerField("行", null=True)
    severity = models.CharField("程度", max_length=7, choices=Severity.choices)
    code = models.CharField("代码", max_length=40)
    subject = models.CharField("所指", max_length=300, blank=True)
    message = models.TextField("疑点")
    suggestion = models.TextField("建议")
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="carried_to")

    state = models.CharField(
        "状态", max_length=7, choices=FindingState.choices, default=FindingState.OPEN
    )
    resolution = models.CharField("结论", max_length=13, choices=Resolution.choices, blank=True)
    reason = models.TextField("理由", blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField("处理时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "目录疑点"
        constraints = (
            models.CheckConstraint(
                name="finding_severity_known", condition=Q(severity__in=list(Severity.values))
            ),
            models.CheckConstraint(
                name="finding_settled_all_or_none",
                condition=(Q(state=FindingState.OPEN) & _UNSETTLED)
                | (
                    Q(state=FindingState.SETTLED, resolution__in=list(Resolution.values))
                    & _SETTLED_WHOLLY
                ),
            ),
        )
        indexes = (
            models.Index(name="finding_by_state", fields=("edition", "state", "severity")),
            # As the list sorts; and the same for one state or code, which may be rare.
            models.Index(
                name="finding_in_order",
                fields=("edition", "row", "code", "id"),
                include=("state", "severity"),
            ),
            models.Index(
                name="finding_of_state_in_order",
                fields=("state", "edition", "row", "code", "id"),
                include=("severity",),
            ),
            models.Index(
                name="finding_of_code_in_order",
                fields=("code", "edition", "row", "id"),
                include=("state", "severity"),
            ),
        )

    def __str__(self) -> str:
        place = f"第{self.row}行" if self.row else "全表"
        return f"{self.edition.published_id} {place} {self.code}"
