"""Rows go in one by one, each together with its line in the ledger."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Count
from django.utils.crypto import salted_hmac

from hengji.platform.accounts.models import User
from hengji.platform.errors import HengjiError
from hengji.platform.exchange.errors import NoSuchListError
from hengji.platform.exchange.imports import ImportSpec, SheetRow, import_named
from hengji.platform.exchange.models import ImportBatch, ImportRow, RowState
from hengji.platform.exchange.reading import ReadSheet, read_sheet
from hengji.platform.exchange.returning import returned_sheet
from hengji.platform.files.services import file_path
from hengji.platform.permissions import require
from hengji.platform.states.services import transition_apply

AT_A_TIME = 50
"""Rows that go in by one transaction: what a killed worker has to do again."""

_LEDGER_AT_A_TIME = 1000


def ledger_keep(spec: ImportSpec, batch: ImportBatch, sheet: ReadSheet) -> None:
    """Write a line for every row: faulty, in before, or ready to go in."""
    lines = [
        ImportRow(
            batch=batch,
            row=fault.number,
            state=RowState.FAULTY,
            column=spec.column(fault.key).heading if fault.key else "",
            message=fault.message[:500],
        )
        for fault in sheet.faults.values()
    ]
    for row in sheet.rows.values():
        key, whole = digests(spec, batch.jurisdiction_id, row)
        lines.append(
            ImportRow(batch=batch, row=row.number, key=key, hash=whole, state=RowState.READY)
        )
    for part in in_parts(lines, _LEDGER_AT_A_TIME):
        _know_again(part)
        ImportRow.objects.bulk_create(part)


def digests(spec: ImportSpec, place: str, row: SheetRow) -> tuple[str, str]:
    """What names the thing in this row, and the whole row, each as a keyed digest."""

    def digest(names: Iterable[str]) -> str:
        values = [str(row.values[name]) for name in names]
        text = json.dumps([spec.code, place, *values], ensure_ascii=False)
        return salted_hmac("hengji.exchange.row", text, algorithm="sha256").hexdigest()

    return digest(spec.key), digest(one.key for one in spec.columns)


def _know_again(lines: Sequence[ImportRow]) -> None:
    """Rows that went in before: the same ones are done; changed ones are marked."""
    keys = [line.key for line in lines if line.state == RowState.READY]
    applied = ImportRow.objects.filter(state=RowState.APPLIED, key__in=keys).order_by("id")
    earlier = dict(applied.values_list("key", "hash"))  # of several the latest
    for line in lines:
        if line.state == RowState.READY and line.key in earlier:
            if earlier[line.key] == line.hash:
                line.state = RowState.SAME
            else:
                line.is_changed = True


def import_rows(
    batch_id: int, now: Callable[[], datetime], progress: Callable[[int, int], None]
) -> str:
    """Put the rows in that are not in yet, some a transaction; what it came to, in a sentence.

    A row and its line in the ledger change together: killed anywhere, started again or started
    twice, each row goes in once.
    """
    batch = ImportBatch.objects.select_related("source", "submitted_by", "jurisdiction").get(
        pk=batch_id
    )
    actor = batch.submitted_by
    assert actor is not None  # noqa: S101 - the state table fills it in; narrows the type
    spec = import_named(batch.spec)
    if spec is None:
        raise NoSuchListError
    require(actor, spec.permission, batch.jurisdiction)  # it may have ended since
    rows = read_sheet(spec, file_path(batch.source)).rows
    due = list(batch.lines.filter(state=RowState.READY).values_list("row", flat=True))
    before = batch.rows - len(due)
    for done, part in enumerate(in_parts(due, AT_A_TIME)):
        progress(before + done * AT_A_TIME, batch.rows)
        _put_part(actor, spec, batch, rows, part, now())
    progress(batch.rows, batch.rows)
    counts = batch_counts(batch)
    return "，".join(f"{state.label} {counts[state]} 行" for state in RowState if counts[state])


@transaction.atomic
def _put_part(
    actor: User,
    spec: ImportSpec,
    batch: ImportBatch,
    rows: dict[int, SheetRow],
    part: Sequence[int],
    at: datetime,
) -> None:
    # Those that another execution holds are its own; it marks them before it lets go.
    lines = list(
        batch.lines.select_for_update().filter(row__in=part, state=RowState.READY).order_by("row")
    )
    _know_again(lines)
    for line in lines:
        if line.state == RowState.READY:
            _put_row(actor, spec, line, rows[line.row], at)
    ImportRow.objects.bulk_update(lines, ["state", "is_changed", "column", "message"])


def _put_row(actor: User, spec: ImportSpec, line: ImportRow, row: SheetRow, at: datetime) -> None:
    try:
        with transaction.atomic():
            spec.apply(actor=actor, values=row.values, at=at)
    except HengjiError as error:
        line.state, line.message = RowState.REFUSED, error.message[:500]
        headings = {one.key: one.heading for one in spec.columns}
        line.column = headings.get(error.field or "", "")
    else:
        line.state = RowState.APPLIED


def import_finish(*, batch_id: int, at: datetime) -> None:
    """The job is done: the user's own sheet with reasons, and the batch in its last state."""
    batch = (
        ImportBatch.objects.select_for_update(of=("self",))
        .select_related("source", "jurisdiction", "submitted_by", "job")
        .get(pk=batch_id)
    )
    counts = batch_counts(batch)
    transition_apply(
        batch,
        "finish",
        actor=None,
        at=at,
        told={state.value: count for state, count in counts.items() if count},
        result=returned_sheet(batch, at),
    )


def batch_counts(batch: ImportBatch) -> dict[RowState, int]:
    """How many rows are in each state."""
    found = dict(batch.lines.order_by().values_list("state").annotate(number=Count("*")))
    return {state: found.get(state.value, 0) for state in RowState}


T = TypeVar("T")


def in_parts(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The items, at most ``size`` at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
