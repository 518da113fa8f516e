"""What the site remembers of its own care: backups made, and what each night's checks found."""

from django.db import models

from hengji.platform.health.findings import Level


class BackupRecord(models.Model):
    """A backup that was made; the file itself lies where the operator put it."""

    name = models.CharField("文件名", max_length=200)
    made_at = models.DateTimeField("时间")
    size = models.BigIntegerField("字节数")
    tables = models.PositiveIntegerField("表数")
    files = models.PositiveIntegerField("文件数")
    with_keys = models.BooleanField("含密钥")

    class Meta:
        verbose_name = verbose_name_plural = "备份记录"
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return self.name


class NightlyResult(models.Model):
    """What one consistency check found in one night."""

    run_at = models.DateTimeField("检查时间")
    code = models.CharField("代码", max_length=80)
    label = models.CharField("检查", max_length=100)
    level = models.CharField("结果", max_length=7, choices=Level.choices)
    message = models.TextField("说明")
    remedy = models.TextField("办法", blank=True)
    ms = models.PositiveIntegerField("耗时（毫秒）")

    class Meta:
        verbose_name = verbose_name_plural = "夜间检查结果"
        ordering = ("-run_at", "id")
        constraints = (
            models.UniqueConstraint(name="nightly_result_once", fields=("run_at", "code")),
        )

    def __str__(self) -> str:
        return f"{self.run_at:%Y-%m-%d} {self.label}"

    @property
    def status(self) -> Level:
        return Level(self.level)
