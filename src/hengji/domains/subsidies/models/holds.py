"""What a public notice did to a run: claims held back, and the end without objection."""

from django.db import models
from django.db.models import Q

from hengji.domains.subsidies.models.runs import AdjudicationRun
from hengji.platform.notices.models import Objection, PublicNotice


class ClaimHold(models.Model):
    """An objection to the claim was upheld: it is not paid. Kept as it is by a trigger."""

    run = models.ForeignKey(AdjudicationRun, models.PROTECT, related_name="holds")
    row = models.PositiveIntegerField("行号（空为全部）", null=True)
    objection = models.ForeignKey(
        Objection, models.PROTECT, related_name="+", verbose_name="成立的异议"
    )
    held_at = models.DateTimeField("暂缓时间")

    class Meta:
        verbose_name = verbose_name_plural = "暂缓的申领"
        ordering = ("row", "id")
        constraints = (
            models.UniqueConstraint(name="claim_held_once_an_objection", fields=("objection",)),
        )
        indexes = (models.Index(fields=("run", "row"), name="hold_by_row"),)

    def __str__(self) -> str:
        return f"第{self.row}行" if self.row else "全部"


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
