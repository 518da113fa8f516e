"""Stored files: what is kept, where, who may have it, and what is told of bytes gone wrong."""

import hashlib
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from hengji.domains.subsidies.files import SHEET
from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.errors import ConflictError, TooLargeError
from hengji.platform.files.checking import contents_check, faulty_files
from hengji.platform.files.errors import FileLostError, NoSuchFileError
from hengji.platform.files.kinds import EVERY
from hengji.platform.files.models import Fault, FileContent, FileRecord
from hengji.platform.files.purposes import Purpose
from hengji.platform.files.services import (
    file_attach,
    file_path,
    file_store,
    file_store_path,
    file_take,
)
from hengji.platform.files.storage import prune
from hengji.platform.jobs.models import Job
from hengji.platform.jobs.rules import RESULT
from tests.platform.files.conftest import KeptBytes
from tests.platform.files.made_files import TABLE

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
SMALL = Purpose("test.small", "附件", EVERY, 100)
pytestmark = pytest.mark.django_db


def _store(
    actor: User, content: bytes = TABLE, name: str = "名册.csv", purpose: Purpose = SMALL
) -> FileRecord:
    assert actor.jurisdiction
    return file_store(
        actor=actor,
        jurisdiction=actor.jurisdiction,
        purpose=purpose,
        name=name,
        chunks=[content[:3], content[3:]],
        at=AT,
    )


def _job(actor: User) -> Job:
    assert actor.jurisdiction
    return Job.objects.create(
        kind="test", title="一件事", actor=actor, jurisdiction=actor.jurisdiction, created_at=AT
    )


def test_file_is_found_again_by_its_content(clerk: User, place_of_bytes: KeptBytes) -> None:
    record = _store(clerk)
    assert record.sha256 == hashlib.sha256(TABLE).hexdigest()
    assert (record.size, file_path(record).read_bytes()) == (len(TABLE), TABLE)
    assert place_of_bytes.names() == {record.sha256}


def test_equal_files_of_two_owners_share_their_bytes(
    clerk: User, stranger: User, place_of_bytes: KeptBytes
) -> None:
    first, second = _store(clerk), _store(stranger, name="另一个.csv")
    assert file_path(first) == file_path(second)
    assert (first.original_name, second.original_name) == ("名册.csv", "另一个.csv")
    assert FileContent.objects.get().records.count() == 2
    assert len(place_of_bytes.names()) == 1


def test_file_over_the_limit_leaves_nothing(clerk: User, place_of_bytes: KeptBytes) -> None:
    with pytest.raises(TooLargeError, match=r"名册\.csv"):
        _store(clerk, b"x" * 101)
    assert place_of_bytes.names() == set()
    assert not FileRecord.objects.exists()


def test_bytes_that_are_gone_are_told(clerk: User, place_of_bytes: KeptBytes) -> None:
    record = _store(clerk)
    place_of_bytes.lose(record.sha256)
    with pytest.raises(FileLostError, match=r"名册\.csv"):
        file_path(record)


def test_bytes_that_the_disk_has_spoilt_are_never_given_out(
    clerk: User, place_of_bytes: KeptBytes
) -> None:
    record = _store(clerk)
    place_of_bytes.spoil(record.sha256)
    with pytest.raises(FileLostError) as told:
        file_take(actor=clerk, file_id=record.pk, at=AT)
    assert told.value.code == "FILE_DAMAGED"
    _store(clerk)  # the same file handed in again heals it
    assert file_take(actor=clerk, file_id=record.pk, at=AT)[1].read_bytes() == TABLE


def test_check_finds_what_is_missing_and_what_is_damaged(
    clerk: User, place_of_bytes: KeptBytes
) -> None:
    whole, lost, spoilt = (_store(clerk, f"编号,{n}\n1,2\n".encode()) for n in range(3))
    place_of_bytes.lose(lost.sha256)
    place_of_bytes.spoil(spoilt.sha256)
    checked = contents_check(at=AT)
    assert checked.contents == 3
    assert {one.sha256: one.fault for one in checked.faults} == {
        lost.sha256: Fault.MISSING,
        spoilt.sha256: Fault.DAMAGED,
    }
    assert {one.pk for one in faulty_files()} == {lost.pk, spoilt.pk}
    assert FileContent.objects.get(pk=whole.sha256).checked_at == AT


def test_check_in_parts_gets_to_every_content(clerk: User) -> None:
    for number in range(3):
        _store(clerk, f"编号,{number}\n1,2\n".encode())
    for _ in range(3):
        assert contents_check(at=AT, most=1).contents == 1
    assert not FileContent.objects.filter(checked_at=None).exists()


def test_bytes_are_for_the_servers_user_alone(clerk: User) -> None:
    path = file_path(_store(clerk))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\用户\\名册.csv", "名册.csv"),
        ("a\x00b\n.csv", "ab.csv"),
        ("长" * 300 + ".csv", "长" * 116 + ".csv"),
    ],
)
def test_name_is_kept_without_folders_and_control_characters(
    clerk: User, name: str, kept: str
) -> None:
    assert _store(clerk, name=name).original_name == kept


def test_file_of_no_record_is_its_senders_alone(
    clerk: User, administrator: User, place_of_bytes: KeptBytes
) -> None:
    record = _store(clerk)
    assert file_take(actor=clerk, file_id=record.pk, at=AT)[1].read_bytes() == TABLE
    with pytest.raises(NoSuchFileError):
        file_take(actor=administrator, file_id=record.pk, at=AT)


def test_file_of_a_record_is_for_those_who_may_see_it_and_leaves_a_trace(
    clerk: User, province: User, stranger: User, tmp_path: Path
) -> None:
    made = tmp_path / "结果.csv"
    made.write_bytes(TABLE)
    assert clerk.jurisdiction
    record = file_store_path(
        actor=clerk,
        jurisdiction=clerk.jurisdiction,
        purpose=RESULT,
        name="结果.csv",
        path=made,
        at=AT,
        subject=_job(clerk),
    )
    assert file_take(actor=province, file_id=record.pk, at=AT)[0] == record
    trace = AuditEntry.objects.get(action="file.download")
    assert (trace.actor_id, trace.after) == (
        province.pk,
        {"sha256": record.sha256, "purpose": "jobs.result"},
    )
    with pytest.raises(NoSuchFileError):
        file_take(actor=stranger, file_id=record.pk, at=AT)


def test_file_needs_the_permission_of_its_purpose(clerk: User, auditor: User) -> None:
    record = _store(clerk, purpose=SHEET)  # the applicants' sheet: not for an auditor
    file_attach(file=record, subject=_job(clerk))
    assert file_take(actor=clerk, file_id=record.pk, at=AT)
    with pytest.raises(NoSuchFileError):
        file_take(actor=auditor, file_id=record.pk, at=AT)


def test_file_belongs_to_one_record_for_good(clerk: User) -> None:
    record, job = _store(clerk), _job(clerk)
    file_attach(file=record, subject=job)
    file_attach(file=record, subject=job)
    with pytest.raises(ConflictError):
        file_attach(file=record, subject=_job(clerk))


@pytest.mark.parametrize(
    "changed", [{"original_name": "x"}, {"size": 1}, {"subject_id": "another"}]
)
def test_stored_file_when_changed_is_refused_by_the_database(
    clerk: User, changed: dict[str, object]
) -> None:
    record = _store(clerk)
    file_attach(file=record, subject=_job(clerk))
    with pytest.raises(IntegrityError), transaction.atomic():
        FileRecord.objects.filter(pk=record.pk).update(**changed)


def test_cache_lets_go_of_what_was_not_used_for_longest(tmp_path: Path) -> None:
    for age, name in ((90_000, "old"), (80_000, "older-but-used"), (10, "new")):
        path = tmp_path / name
        path.write_bytes(b"x" * 10)
        os.utime(path, (path.stat().st_mtime - age,) * 2)
    prune(tmp_path, 20)
    assert {path.name for path in tmp_path.iterdir()} == {"older-but-used", "new"}
    prune(tmp_path, 0)
    assert {path.name for path in tmp_path.iterdir()} == {"new"}  # in use this hour
