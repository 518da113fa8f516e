"""Handing in a workbook of claims."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from hengji.core.documents.errors import DocumentError
from hengji.core.packs.model import Pack
from hengji.domains.subsidies import tasks
from hengji.domains.subsidies.errors import NoDivisionError, NoSuchPackError, UnusableFileError
from hengji.domains.subsidies.files import SHEET
from hengji.domains.subsidies.models import AdjudicationRun
from hengji.domains.subsidies.queries.packs import packs_of
from hengji.domains.subsidies.rules import HANDLE_RUNS
from hengji.domains.subsidies.services.inspection import inspect, keep
from hengji.domains.subsidies.states import WITHDRAWN
from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record
from hengji.platform.files.models import FileRecord
from hengji.platform.files.services import file_attach, file_path, file_store
from hengji.platform.jobs.services import job_enqueue
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.permissions import require
from hengji.platform.states.services import transition_apply

READ_AT_ONCE = 3 << 20
"""Bytes of a file that is read while its sender waits: a second or two."""


@dataclass(frozen=True)
class Uploaded:
    """The run of this file; ``is_new`` is false where the same file was handed in before."""

    run_id: int
    is_new: bool


def run_upload(
    *, actor: User, pack_id: str, name: str, chunks: Iterable[bytes], at: datetime
) -> Uploaded:
    """Store the file and read it as the pack asks; a large one is read by a job.

    Raises `UnusableFileError` where the file as a whole cannot be used; nothing is kept then.
    """
    require(actor, HANDLE_RUNS, None)
    jurisdiction = actor.place_for(HANDLE_RUNS)
    if jurisdiction is None:
        raise NoDivisionError
    pack = next((one for one in packs_of(jurisdiction) if one.id == pack_id), None)
    if pack is None:
        raise NoSuchPackError
    try:
        with transaction.atomic():
            return _upload(actor, jurisdiction, pack, name, chunks, at)
    except DocumentError as error:
        raise UnusableFileError.of(error) from error


def _upload(
    actor: User,
    jurisdiction: Jurisdiction,
    pack: Pack,
    name: str,
    chunks: Iterable[bytes],
    at: datetime,
) -> Uploaded:
    source = file_store(
        actor=actor, jurisdiction=jurisdiction, purpose=SHEET, name=name, chunks=chunks, at=at
    )
    run = AdjudicationRun(
        jurisdiction=jurisdiction,
        pack_id=pack.id,
        pack_hash=pack.hash,
        pack_title=pack.title,
        pack_number=pack.number,
        source=source,
        source_sha256=source.sha256,
        uploaded_by=actor,
        uploaded_at=at,
    )
    earlier = _same(jurisdiction, source, pack)
    if earlier is None:
        try:
            with transaction.atomic():
                run.save()
        except IntegrityError:  # the same file came in between, from another window
            earlier = _same(jurisdiction, source, pack)
            if earlier is None:
                raise
    if earlier is not None:
        source.delete()  # the record only: the bytes are shared by their hash
        return Uploaded(earlier.pk, is_new=False)
    file_attach(file=source, subject=run)
    _read(run, pack, actor, at)
    record(
        actor=actor,
        action="subsidies.run.upload",
        subject=run,
        jurisdiction=jurisdiction,
        at=at,
        after={"pack": pack.id, "pack_hash": pack.hash, "sha256": source.sha256},
    )
    return Uploaded(run.pk, is_new=True)


def _same(jurisdiction: Jurisdiction, source: FileRecord, pack: Pack) -> AdjudicationRun | None:
    return (
        AdjudicationRun.objects.filter(
            jurisdiction=jurisdiction, source_sha256=source.sha256, pack_hash=pack.hash
        )
        .exclude(state__in=WITHDRAWN)
        .first()
    )


def _read(run: AdjudicationRun, pack: Pack, actor: User, at: datetime) -> None:
    if run.source.size > READ_AT_ONCE:
        run.job = job_enqueue(
            actor=actor,
            kind=tasks.READ,
            title=f"读取申领表：{run.source.original_name}",
            params={"run_id": run.pk},
            jurisdiction=run.jurisdiction,
            at=at,
        )
        run.save()
    else:
        keep(run, inspect(pack, file_path(run.source)))
        transition_apply(run, "read", actor=actor, at=at)
