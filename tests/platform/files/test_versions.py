"""Versions of a document: each stays, and says who, when and why."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.errors import ConflictError, HengjiError
from hengji.platform.files.models import FileRecord, FileVersion
from hengji.platform.files.queries import versions_beside
from hengji.platform.files.services import file_take
from hengji.platform.files.versions import version_add
from hengji.platform.jobs.models import Job
from hengji.platform.jobs.rules import RESULT
from tests.platform.files.made_files import pdf

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def job(clerk: User) -> Job:
    assert clerk.jurisdiction
    return Job.objects.create(
        kind="test", title="一件事", actor=clerk, jurisdiction=clerk.jurisdiction, created_at=AT
    )


def _add(actor: User, job: Job, pages: int, reason: str = "更正第二页") -> FileVersion:
    return version_add(
        actor=actor,
        subject=job,
        jurisdiction=job.jurisdiction,
        purpose=RESULT,
        title="通知原文",
        name="通知.pdf",
        chunks=[pdf(pages)],
        reason=reason,
        at=AT + timedelta(days=pages),
    )


def test_versions_are_numbered_and_every_one_stays(
    clerk: User, administrator: User, job: Job
) -> None:
    first, second = _add(clerk, job, 1, "首次上传"), _add(administrator, job, 2)
    chain = list(versions_beside(first.file))
    assert [(one.number, one.by, one.reason) for one in chain] == [
        (2, administrator, "更正第二页"),
        (1, clerk, "首次上传"),
    ]
    assert list(versions_beside(second.file)) == chain
    file, path = file_take(actor=administrator, file_id=first.file_id, at=AT)
    assert path.stat().st_size == file.size
    assert AuditEntry.objects.filter(action="file.version.add").count() == 2


def test_version_without_a_change_is_refused(clerk: User, job: Job) -> None:
    _add(clerk, job, 1)
    files = FileRecord.objects.count()
    with pytest.raises(ConflictError, match="第 1 版完全相同"):
        _add(clerk, job, 1)
    assert FileRecord.objects.count() == files


def test_version_without_a_reason_is_refused(clerk: User, job: Job) -> None:
    with pytest.raises(HengjiError) as told:
        _add(clerk, job, 1, "  ")
    assert told.value.field == "reason"


def test_version_when_changed_or_deleted_is_refused_by_the_database(clerk: User, job: Job) -> None:
    version = _add(clerk, job, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        FileVersion.objects.update(reason="别的")
    with pytest.raises(IntegrityError), transaction.atomic():
        version.delete()
