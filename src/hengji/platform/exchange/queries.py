"""Imports and exports as the pages show them: never more than the actor may see."""

from django.core.paginator import Page
from django.db.models import QuerySet

from hengji.platform.accounts.models import User
from hengji.platform.exchange.errors import NoSuchBatchError
from hengji.platform.exchange.imports import ImportSpec, all_imports
from hengji.platform.exchange.models import ExportRun, ImportBatch, ImportRow, RowState
from hengji.platform.paging import ListPaginator
from hengji.platform.permissions import allowed

PER_PAGE = 30
FAULTS_A_PAGE = 50


def fillable(actor: User) -> tuple[ImportSpec, ...]:
    """The lists that the actor may fill by a sheet."""
    return tuple(one for one in all_imports() if allowed(actor, one.permission))


def _batches(actor: User) -> "QuerySet[ImportBatch]":
    """Those of lists that the actor may fill, where he may fill them."""
    visible = ImportBatch.objects.none()
    for spec in fillable(actor):
        visible |= ImportBatch.objects.visible_to(actor, spec.permission).filter(spec=spec.code)
    return visible.select_related("source", "actor", "jurisdiction", "job", "result")


def batches_page(actor: User, page: str = "1") -> "Page[ImportBatch]":
    """The imports, the latest first."""
    return ListPaginator(_batches(actor), PER_PAGE).get_page(page)


def exports_page(actor: User, page: str = "1") -> "Page[ExportRun]":
    """The actor's own exports, the latest first."""
    own = ExportRun.objects.filter(actor=actor).select_related("job", "file")
    return ListPaginator(own, PER_PAGE).get_page(page)


def batch_get(actor: User, batch_id: int) -> ImportBatch:
    """One import. Raises `NoSuchBatchError`."""
    batch = _batches(actor).filter(pk=batch_id).first()
    if batch is None:
        raise NoSuchBatchError
    return batch


def faults_page(batch: ImportBatch, page: str = "1") -> "Page[ImportRow]":
    """The rows that do not go in, in the sheet's order."""
    wrong = batch.lines.filter(state__in=[RowState.FAULTY, RowState.REFUSED])
    return ListPaginator(wrong, FAULTS_A_PAGE).get_page(page)
