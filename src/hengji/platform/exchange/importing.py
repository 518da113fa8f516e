"""A sheet comes in: it is uploaded and looked at, then confirmed or given up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from hengji.core.documents.errors import DocumentError
from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record
from hengji.platform.errors import PermissionDeniedError
from hengji.platform.exchange.errors import NoSuchBatchError, NoSuchListError, UnusableSheetError
from hengji.platform.exchange.imports import ImportSpec, import_named
from hengji.platform.exchange.ledger import in_parts, ledger_keep
from hengji.platform.exchange.models import ImportBatch
from hengji.platform.exchange.reading import ReadSheet, read_sheet
from hengji.platform.exchange.returning import SHEET
from hengji.platform.exchange.states import State
from hengji.platform.files.models import FileRecord
from hengji.platform.files.services import file_attach, file_path, file_store
from hengji.platform.jobs.kinds import kind_of
from hengji.platform.jobs.services import job_enqueue
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.permissions import require
from hengji.platform.states.services import transition_apply

LOOKED_AT = 1000
"""Rows that a list's own check looks at by one set of questions."""


@dataclass(frozen=True)
class Uploaded:
    """The batch of this sheet; ``is_new`` is false where the same sheet came before."""

    batch_id: int
    is_new: bool


def import_spec(actor: User, code: str) -> ImportSpec:
    """The list, if the actor may fill it. Raises `NoSuchListError` and as `require` does."""
    spec = import_named(code)
    if spec is None:
        raise NoSuchListError
    require(actor, spec.permission, None)
    return spec


def import_upload(
    *, actor: User, code: str, name: str, chunks: Iterable[bytes], at: datetime
) -> Uploaded:
    """Read a sheet and keep what would become of each row; nothing is put in yet.

    Raises `UnusableSheetError` where the sheet as a whole cannot be used, and as `file_store`
    does; nothing is kept then.
    """
    spec = import_spec(actor, code)
    jurisdiction = actor.place_for(spec.permission)
    if jurisdiction is None:
        raise PermissionDeniedError("NO_DIVISION", "您的账号没有所属地区，不能导入。")
    try:
        with transaction.atomic():
            return _upload(actor, spec, jurisdiction, name, chunks, at)
    except DocumentError as error:
        raise UnusableSheetError.of(error) from error


def _upload(
    actor: User,
    spec: ImportSpec,
    jurisdiction: Jurisdiction,
    name: str,
    chunks: Iterable[bytes],
    at: datetime,
) -> Uploaded:
    source = file_store(
        actor=actor, jurisdiction=jurisdiction, purpose=SHEET, name=name, chunks=chunks, at=at
    )
    earlier = _same(spec, jurisdiction, source)
    if earlier is None:
        sheet = _inspected(actor, spec, file_path(source))
        try:
            with transaction.atomic():
                batch = _batch(actor, spec, jurisdiction, source, sheet, at)
        except IntegrityError:  # the same sheet came in between, from another window
            earlier = _same(spec, jurisdiction, source)
            if earlier is None:
                raise
    if earlier is not None:
        source.delete()  # the record only: the bytes are shared by their hash
        return Uploaded(earlier.pk, is_new=False)
    file_attach(file=source, subject=batch)
    ledger_keep(spec, batch, sheet)
    record(
        actor=actor,
        action="exchange.upload",
        subject=batch,
        jurisdiction=jurisdiction,
        at=at,
        after={"list": spec.code, "sha256": source.sha256, "rows": batch.rows},
    )
    return Uploaded(batch.pk, is_new=True)


def _same(spec: ImportSpec, jurisdiction: Jurisdiction, source: FileRecord) -> ImportBatch | None:
    return (
        ImportBatch.objects.filter(
            spec=spec.code, jurisdiction=jurisdiction, source_sha256=source.sha256
        )
        .exclude(state=State.DISCARDED)
        .first()
    )


def _inspected(actor: User, spec: ImportSpec, path: Path) -> ReadSheet:
    """The sheet with what the list's own check says of its rows."""
    sheet = read_sheet(spec, path)
    for part in in_parts(list(sheet.rows.values()), LOOKED_AT):
        for fault in spec.check(actor, part):
            sheet.fault(fault)
    return sheet


def _batch(
    actor: User,
    spec: ImportSpec,
    jurisdiction: Jurisdiction,
    source: FileRecord,
    sheet: ReadSheet,
    at: datetime,
) -> ImportBatch:
    return ImportBatch.objects.create(
        spec=spec.code,
        label=spec.label,
        jurisdiction=jurisdiction,
        source=source,
        source_sha256=source.sha256,
        actor=actor,
        at=at,
        sheet_name=sheet.sheet_name,
        header_row=sheet.header_row,
        headings=[one.heading for one in sheet.columns],
        preview=[[number, *cells] for number, cells in sheet.preview],
        ignored=list(sheet.ignored),
        rows=len(sheet.rows) + len(sheet.faults),
    )


@transaction.atomic
def import_submit(*, actor: User, batch_id: int, at: datetime) -> None:
    """Confirm the preview, or go on after a failure: the good rows are put in by a job."""
    batch = _locked(actor, batch_id)
    job = job_enqueue(
        actor=actor,
        kind=kind_of("exchange.import"),
        title=f"导入{batch}"[:200],
        params={"batch_id": batch.pk},
        jurisdiction=batch.jurisdiction,
        at=at,
    )
    transition_apply(batch, "submit", actor=actor, at=at, job=job, submitted_by=actor)


@transaction.atomic
def import_discard(*, actor: User, batch_id: int, at: datetime) -> None:
    """Give up a sheet of which nothing was put in; it may then be handed in again."""
    transition_apply(_locked(actor, batch_id), "discard", actor=actor, at=at)


def _locked(actor: User, batch_id: int) -> ImportBatch:
    # Without its job: who has waited for the lock would get the job as it was before.
    batch = (
        ImportBatch.objects.select_for_update(of=("self",))
        .select_related("jurisdiction", "source")
        .filter(pk=batch_id)
        .first()
    )
    spec = import_named(batch.spec) if batch else None
    visible = spec and ImportBatch.objects.visible_to(actor, spec.permission).filter(pk=batch_id)
    if batch is None or not visible:
        raise NoSuchBatchError
    return batch
