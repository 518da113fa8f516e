"""A file that someone handed in or that a job made."""

from django.conf import settings
from django.db import models

from hengji.platform.jurisdictions.models import Jurisdiction, JurisdictionQuerySet


class FileRecord(models.Model):
    """What is known of one file; its bytes lie under their SHA-256, shared with equal files."""

    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.BigIntegerField("字节数")
    content_type = models.CharField("类型（按内容判定）", max_length=100)
    original_name = models.CharField("文件名", max_length=255)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="上传人"
    )
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, verbose_name="所属地区")
    created_at = models.DateTimeField("时间")

    objects = JurisdictionQuerySet["FileRecord"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文件"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="file_sha256_is_hex", condition=models.Q(sha256__regex="^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(name="file_size_not_negative", condition=models.Q(size__gte=0)),
        )

    def __str__(self) -> str:
        return self.original_name
