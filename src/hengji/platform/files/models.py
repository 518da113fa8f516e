"""Files that someone handed in or that a job made, their bytes, and their versions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hengji.platform.database.indexes import index_of_words
from hengji.platform.files.kinds import FileKind, kind_named
from hengji.platform.jurisdictions.models import Jurisdiction, JurisdictionQuerySet


class Fault(models.TextChoices):
    """What can be wrong with stored bytes."""

    NONE = "", "完好"
    MISSING = "missing", "缺失"
    DAMAGED = "damaged", "与存入时不一致"


class FileContent(models.Model):
    """Bytes, kept once however many files consist of them; their name is their hash.

    Nothing deletes them: how many files refer to them is what their ``records`` count.
    """

    sha256 = models.CharField("SHA-256", max_length=64, primary_key=True)
    size = models.BigIntegerField("字节数")
    stored_at = models.DateTimeField("存入时间")
    checked_at = models.DateTimeField("核对时间", null=True)
    fault = models.CharField(
        "状况", max_length=7, choices=Fault.choices, default=Fault.NONE, blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "文件内容"
        constraints = (
            models.CheckConstraint(
                name="content_sha256_is_hex", condition=Q(sha256__regex="^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(name="content_size_not_negative", condition=Q(size__gte=0)),
        )
        indexes = (
            models.Index(
                models.F("checked_at").asc(nulls_first=True), name="content_by_last_check"
            ),
        )

    def __str__(self) -> str:
        return self.sha256


class FileRecord(models.Model):
    """One file: who brought it, when, what for, and the record that it belongs to.

    All but the subject is fixed by a trigger; the subject is told once.
    """

    content = models.ForeignKey(
        FileContent,
        models.PROTECT,
        related_name="records",
        db_column="sha256",
        verbose_name="内容",
    )
    size = models.BigIntegerField("字节数")
    kind = models.CharField("种类（按内容判定）", max_length=10, blank=True)
    content_type = models.CharField("类型（按内容判定）", max_length=100)
    original_name = models.CharField("文件名", max_length=255)
    purpose = models.CharField("用途", max_length=60, blank=True)
    subject_type = models.CharField("所属记录的类型", max_length=80, blank=True)
    subject_id = models.CharField("所属记录的编号", max_length=80, blank=True)
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
            models.CheckConstraint(name="file_size_not_negative", condition=Q(size__gte=0)),
            models.CheckConstraint(
                name="file_subject_is_whole",
                condition=Q(subject_type="", subject_id="")
                | (~Q(subject_type="") & ~Q(subject_id="")),
            ),
        )
        indexes = (
            models.Index(fields=("subject_type", "subject_id"), name="file_by_subject"),
            index_of_words("original_name", "file_by_words"),
        )

    def __str__(self) -> str:
        return self.original_name

    @property
    def sha256(self) -> str:
        """The hash of the bytes, by which they are found."""
        return self.content_id

    @property
    def told_kind(self) -> FileKind | None:
        """The kind; None for what was stored before kinds were told."""
        return kind_named(self.kind)


class VersionedFile(models.Model):
    """A document of a record that is replaced now and then, such as the text of a notice."""

    subject_type = models.CharField("所属记录的类型", max_length=80)
    subject_id = models.CharField("所属记录的编号", max_length=80)
    title = models.CharField("名称", max_length=120)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, verbose_name="所属地区")

    objects = JurisdictionQuerySet["VersionedFile"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "有版本的文件"
        constraints = (
            models.UniqueConstraint(
                name="versioned_file_once", fields=("subject_type", "subject_id", "title")
            ),
        )

    def __str__(self) -> str:
        return self.title


class FileVersion(models.Model):
    """One link of the chain: v1, v2, … with who, when and why. A trigger keeps it as it is."""

    document = models.ForeignKey(
        VersionedFile, models.PROTECT, related_name="versions", verbose_name="文件"
    )
    number = models.PositiveIntegerField("版本")
    file = models.OneToOneField(FileRecord, models.PROTECT, verbose_name="内容")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="提交人")
    at = models.DateTimeField("时间")
    reason = models.CharField("修改说明", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "文件版本"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(name="file_version_once", fields=("document", "number")),
            models.CheckConstraint(name="file_version_from_one", condition=Q(number__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.document} v{self.number}"
