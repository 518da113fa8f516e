"""What one claim was answered with."""

from django.db import models
from django.db.models import Q

from hengji.core.adjudication.verdict import DECISION_LABELS, Decision
from hengji.domains.subsidies.models.runs import AdjudicationRun


class ClaimNumber(models.Func):
    """A claim's number without what typing adds: width, blanks, small letters."""

    function = "subsidies_claim_number"
    arity = 1
    output_field = models.TextField()


class ClaimDecision(models.Model):
    """One row of the workbook, without whose it is: that stays in the stored file alone.

    ``fail`` and ``unknown`` are masks over the run's ``fail_codes`` and ``unknown_names``.
    Rows are written only while their run is submitted; a trigger refuses anything else.
    """

    pk = models.CompositePrimaryKey("run_id", "row")
    run = models.ForeignKey(AdjudicationRun, models.PROTECT, related_name="decisions")
    row = models.PositiveIntegerField("行号")
    claim_id = models.TextField("申领编号")
    decision = models.CharField(
        "决定", max_length=8, choices=[(one.value, DECISION_LABELS[one]) for one in Decision]
    )
    fen = models.BigIntegerField("金额（分）")
    fail = models.BigIntegerField("不符合")
    unknown = models.BigIntegerField("待定")

    class Meta:
        verbose_name = verbose_name_plural = "核定结果"
        constraints = (
            models.CheckConstraint(
                # Rejected if anything fails; else pending if anything is unknown; else approved.
                name="decision_follows_masks",
                condition=(Q(decision=Decision.REJECTED.value) & ~Q(fail=0))
                | (Q(decision=Decision.PENDING.value, fail=0) & ~Q(unknown=0))
                | Q(decision=Decision.APPROVED.value, fail=0, unknown=0),
            ),
            models.CheckConstraint(
                name="decision_pays_only_approved",
                condition=Q(fen=0) | Q(decision=Decision.APPROVED.value, fen__gt=0),
            ),
        )
        indexes = (
            models.Index(fields=("run", "decision", "row"), name="decision_by_kind"),
            models.Index(fields=("run", "claim_id"), name="decision_by_claim"),
            # By the number as one number is typed in many ways, among what may be paid.
            models.Index(
                "run",
                ClaimNumber("claim_id"),
                name="decision_approved_number",
                condition=Q(decision=Decision.APPROVED.value),
            ),
            # By a clause: its bit is looked for in the index, among the few that have any.
            models.Index(
                fields=("run", "row"),
                include=("fail",),
                name="decision_failing",
                condition=~Q(fail=0),
            ),
            models.Index(
                fields=("run", "row"),
                include=("unknown",),
                name="decision_with_unknown",
                condition=~Q(unknown=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.claim_id} {self.decision}"
