"""Putting a new version of a document beside the earlier ones, never in their place."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Model

from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record
from hengji.platform.errors import ConflictError, HengjiError
from hengji.platform.files.models import FileVersion, VersionedFile
from hengji.platform.files.purposes import Purpose
from hengji.platform.files.services import file_store
from hengji.platform.jurisdictions.models import Jurisdiction


@transaction.atomic
def version_add(
    *,
    actor: User,
    subject: Model,
    jurisdiction: Jurisdiction,
    purpose: Purpose,
    title: str,
    name: str,
    chunks: Iterable[bytes],
    reason: str,
    at: datetime,
) -> FileVersion:
    """Add a version to the subject's document of this title; the first makes the document.

    The caller's service has asked for the permission. Raises what `file_store` raises,
    `HengjiError` without a reason, and `ConflictError` where nothing has changed.
    """
    if not reason.strip():
        raise HengjiError("REASON_MISSING", "请写明这一版改了什么。", field="reason")
    kept, _ = VersionedFile.objects.get_or_create(
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        title=title,
        defaults={"jurisdiction": jurisdiction},
    )
    document = VersionedFile.objects.select_for_update(of=("self",)).get(pk=kept.pk)
    file = file_store(
        actor=actor,
        jurisdiction=jurisdiction,
        purpose=purpose,
        name=name,
        chunks=chunks,
        at=at,
        subject=subject,
    )
    latest = document.versions.select_related("file").first()
    if latest is not None and latest.file.sha256 == file.sha256:
        raise ConflictError("VERSION_SAME", f"内容与第 {latest.number} 版完全相同，没有新增版本。")
    number = (document.versions.aggregate(Max("number"))["number__max"] or 0) + 1
    version = FileVersion.objects.create(
        document=document, number=number, file=file, by=actor, at=at, reason=reason.strip()
    )
    record(
        actor=actor,
        action="file.version.add",
        subject=document,
        jurisdiction=jurisdiction,
        at=at,
        after={"version": number, "sha256": file.sha256},
        reason=reason.strip(),
    )
    return version
