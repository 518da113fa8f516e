"""What a run found beside its decisions: cells that cannot be read, and totals."""

from django.db import models

from hengji.domains.subsidies.models.runs import AdjudicationRun


class ReadFault(models.Model):
    """A cell that cannot be used; its row is not decided."""

    run = models.ForeignKey(AdjudicationRun, models.PROTECT, related_name="faults")
    row = models.PositiveIntegerField("行号")
    column = models.TextField("栏目")
    text = models.TextField("内容（证件号码已遮盖）", blank=True)
    message = models.TextField("说明")

    class Meta:
        verbose_name = verbose_name_plural = "出错的单元格"
        indexes = (models.Index(fields=("run", "row", "id"), name="fault_by_row"),)

    def __str__(self) -> str:
        return f"第{self.row}行“{self.column}”：{self.message}"


class TotalKind(models.TextChoices):
    """What is counted."""

    DECISION = "decision", "决定"
    FAILED = "failed", "不符合"
    UNKNOWN = "unknown", "待定"


class RunTotal(models.Model):
    """How many claims one decision or one clause concerns."""

    run = models.ForeignKey(AdjudicationRun, models.PROTECT, related_name="totals")
    place = models.PositiveIntegerField("次序")
    kind = models.CharField("种类", max_length=8, choices=TotalKind.choices)
    code = models.TextField("代码")
    title = models.TextField("名称")
    clause = models.TextField("条款", blank=True)
    quote = models.TextField("引文", blank=True)
    claims = models.PositiveIntegerField("件数")
    fen = models.BigIntegerField("金额（分）", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "核定汇总"
        ordering = ("place",)
        constraints = (models.UniqueConstraint(name="total_once", fields=("run", "kind", "code")),)

    def __str__(self) -> str:
        return f"{self.title} {self.claims}"
