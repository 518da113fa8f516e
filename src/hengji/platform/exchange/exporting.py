"""Taking a list out: who, which rows, whole or masked, for what; always with a trace."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hengji.core.documents.cells import Value, iso_text
from hengji.core.documents.rowwriter import write_rows
from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record, record_reveal, says_something
from hengji.platform.errors import HengjiError, PermissionDeniedError
from hengji.platform.exchange.errors import NoSuchListError, PurposeMissingError
from hengji.platform.exchange.exports import ExportColumn, ExportSpec, Rows, export_named
from hengji.platform.exchange.models import ExportRun
from hengji.platform.files.kinds import TABLES
from hengji.platform.files.models import FileRecord
from hengji.platform.files.purposes import declare_purpose
from hengji.platform.files.services import file_store_path
from hengji.platform.jobs.kinds import kind_of
from hengji.platform.jobs.rules import VIEW_JOBS
from hengji.platform.jobs.services import job_enqueue
from hengji.platform.permissions import require

AT_ONCE = 5_000
"""Rows up to which the sender of the form waits for the file; more are a job's."""

KINDS = {"xlsx": "Excel（.xlsx）", "csv": "CSV"}
LONGEST_PURPOSE = 200

RESULT = declare_purpose(
    "exchange.export",
    "导出文件",
    kinds=TABLES,
    most_bytes=settings.MAX_UPLOAD_BYTES,
    # An export is visible to its own actor only (`OwnQuerySet`); the permission opens no other's.
    permission=VIEW_JOBS,
)


def export_spec(actor: User, code: str) -> ExportSpec:
    """The list, if the actor may take it out. Raises `NoSuchListError` and as `require` does."""
    spec = export_named(code)
    if spec is None:
        raise NoSuchListError
    require(actor, spec.permission, None)
    return spec


@transaction.atomic
def export_start(
    *,
    actor: User,
    code: str,
    query: Mapping[str, str],
    kind: str,
    reveal: bool,
    purpose: str,
    at: datetime,
) -> ExportRun:
    """Write the list as the query filters it: at once, or by a job where it is long.

    ``reveal`` asks for personal data whole: it needs the list's own permission and a purpose, and
    is logged as a reveal. Raises `PurposeMissingError`, `HengjiError`, and as `export_spec` does.
    """
    spec = export_spec(actor, code)
    if kind not in KINDS:
        raise HengjiError("KIND_UNKNOWN", "请选择导出格式。", field="kind")
    jurisdiction = actor.place_for(spec.permission)
    if jurisdiction is None:
        raise PermissionDeniedError("NO_DIVISION", "您的账号没有所属地区，不能导出。")
    purpose = purpose.strip()[:LONGEST_PURPOSE]
    if reveal:
        if spec.reveal is None or not spec.personal:
            raise HengjiError("NOTHING_TO_REVEAL", "这份列表没有需要遮盖的栏目。", field="reveal")
        require(actor, spec.reveal, None)
        if not says_something(purpose):
            raise PurposeMissingError
    filters = spec.known(query)
    rows = spec.rows(actor, filters)
    run = ExportRun.objects.create(
        spec=code,
        label=spec.label,
        filters=filters,
        kind=kind,
        revealed=reveal,
        purpose=purpose,
        rows=rows.total,
        actor=actor,
        jurisdiction=jurisdiction,
        at=at,
    )
    _leave_trace(run, spec, at)
    if rows.total > AT_ONCE:
        run.job = job_enqueue(
            actor=actor,
            kind=kind_of("exchange.export"),
            title=f"导出{spec.label}（{rows.total} 行）",
            params={"export_id": run.pk},
            jurisdiction=jurisdiction,
            at=at,
        )
    else:
        run.file = export_write(run, spec, rows, at)
    run.save()
    return run


def _leave_trace(run: ExportRun, spec: ExportSpec, at: datetime) -> None:
    """What was taken out, never what stood in it."""
    record(
        actor=run.actor,
        action="exchange.export",
        subject=run,
        jurisdiction=run.jurisdiction,
        at=at,
        after={
            "list": run.spec,
            "filters": run.filters,
            "rows": run.rows,
            "kind": run.kind,
            "revealed": run.revealed,
        },
        reason=run.purpose,
    )
    if run.revealed:
        record_reveal(
            actor=run.actor,
            subjects=[run],
            fields=spec.personal,
            jurisdiction=run.jurisdiction,
            at=at,
            purpose=run.purpose,
            details={"rows": run.rows},
        )


def export_write(
    run: ExportRun,
    spec: ExportSpec,
    rows: Rows,
    at: datetime,
    progress: Callable[[int], None] = lambda _done: None,
) -> FileRecord:
    """Write the rows into a file that belongs to the export."""
    columns = spec.columns
    header = [one.heading for one in columns]
    codes = [one.heading for one in columns if one.is_code]

    def cells() -> Iterator[list[Value]]:
        for done, row in enumerate(rows.each, start=1):
            yield [_cell(column, row, whole=run.revealed) for column in columns]
            progress(done)

    with tempfile.TemporaryDirectory(prefix="hengji-export-") as folder:
        path = Path(folder) / f"export.{run.kind}"
        write_rows(path, header, cells(), text_columns=codes)
        return file_store_path(
            actor=run.actor,
            jurisdiction=run.jurisdiction,
            purpose=RESULT,
            name=f"{spec.label}-{timezone.localdate(at):%Y%m%d}-{run.pk}.{run.kind}",
            path=path,
            at=at,
            subject=run,
        )


def _cell(column: ExportColumn, row: object, *, whole: bool) -> Value:
    value = column.value(row)
    if column.mask is None or whole:
        return value
    return column.mask(iso_text(value))
