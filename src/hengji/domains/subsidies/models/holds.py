"""What a public notice did to a run: claims held back and let go, and the end of its period."""

from django.db import models
from django.db.models import Q

from hengji.domains.subsidies.models.runs import AdjudicationRun
from hengji.platform.accounts.models import User
from hengji.platform.notices.models import Objection, PublicNotice
from hengji.platform.states.two_persons import two_persons

RELEASED_BY_ANOTHER = two_persons(
    "released_by", "upheld_by", name="hold_released_by_another_person"
)


class HoldQuerySet(models.QuerySet["ClaimHold"]):
    """Holds, also those of the past."""

    def unreleased(self) -> "HoldQuerySet":
        """Those by which a claim is not paid today."""
        return self.filter(release=None)


class ClaimHold(models.Model):
    """An objection to the claim was upheld: it is not paid. Kept as it is by a trigger."""

    run = models.ForeignKey(AdjudicationRun, models.PROTECT, related_name="holds")
    row = models.PositiveIntegerField("行号（空为全部）", null=True)
    objection = models.ForeignKey(
        Objection, models.PROTECT, related_name="+", verbose_name="成立的异议"
    )
    held_at = models.DateTimeField("暂缓时间")

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "暂缓的申领"
        ordering = ("row", "id")
        constraints = (
            models.UniqueConstraint(name="claim_held_once_an_objection", fields=("objection",)),
        )
        indexes = (models.Index(fields=("run", "row"), name="hold_by_row"),)

    def __str__(self) -> str:
        return f"第{self.row}行" if self.row else "全部"


class HoldRelease(models.Model):
    """What was held back may be paid after all, for a reason. Kept as it is by a trigger."""

    hold = models.OneToOneField(ClaimHold, models.PROTECT, related_name="release")
    upheld_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name="认定异议成立的人"
    )
    released_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="解除人")
    released_at = models.DateTimeField("解除时间")
    reason = models.CharField("解除理由", max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "解除的暂缓"
        constraints = (
            RELEASED_BY_ANOTHER.constraint,
            models.CheckConstraint(name="hold_release_says_why", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return str(self.hold)


class RunClearance(models.Model):
    """The public has seen the approved claims; what is not held back may be paid."""

    run = models.OneToOneField(AdjudicationRun, models.PROTECT, related_name="clearance")
    notice = models.ForeignKey(
        PublicNotice, models.PROTECT, related_name="+", verbose_name="办结的公示"
    )
    cleared_at = models.DateTimeField("公示办结时间")
    claims = models.PositiveIntegerField("可拨付件数")
    fen = models.BigIntegerField("可拨付金额（分）")

    class Meta:
        verbose_name = verbose_name_plural = "公示办结的核定"
        constraints = (
            models.CheckConstraint(name="clearance_not_negative", condition=Q(fen__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.claims} 件"
