"""Putting a list in by a sheet: template, upload, preview, confirmation, what came of it."""

import io
import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hengji.core.documents.workbook import write_template
from hengji.faces.web.sending import file_answer
from hengji.faces.web.staff import staff
from hengji.faces.web.telling import telling
from hengji.platform.accounts.models import User
from hengji.platform.exchange.errors import NoSuchBatchError
from hengji.platform.exchange.importing import (
    import_discard,
    import_spec,
    import_submit,
    import_upload,
)
from hengji.platform.exchange.ledger import batch_counts
from hengji.platform.exchange.models import ImportBatch, RowState
from hengji.platform.exchange.queries import (
    batch_get,
    batches_page,
    exports_page,
    faults_page,
    fillable,
)
from hengji.platform.exchange.returning import SHEET
from hengji.platform.exchange.states import State
from hengji.platform.files.kinds import XLSX
from hengji.platform.files.services import file_path

HOME = "导入导出"


class UploadForm(forms.Form):
    """A filled-in sheet."""

    file = forms.FileField(
        label="填好的表",
        allow_empty_file=True,  # our own message says more than Django's
        widget=forms.FileInput(attrs={"accept": ",".join(SHEET.endings), "class": "drop"}),
        error_messages={"required": "请选择填好的表，或把它拖到框内。"},
    )


@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """What can be filled in, the imports so far, and the user's own exports."""
    actor = staff(request)
    context = {
        "specs": fillable(actor),
        "batches": batches_page(actor, request.GET.get("page", "1")),
        "exports": exports_page(actor, request.GET.get("exports", "1")),
    }
    return render(request, "exchange/overview.html", context)


@require_safe
@login_required
def template(request: HttpRequest, code: str) -> FileResponse:
    """The sheet to fill in, with notes and lists to pick from."""
    spec = import_spec(staff(request), code)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "template.xlsx"
        write_template(target, [column.in_template for column in spec.columns])
        content = io.BytesIO(target.read_bytes())
    name = f"{spec.label}导入模板.xlsx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX.media_type)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def upload(request: HttpRequest, code: str) -> HttpResponse:
    """The form; a good sheet leads to its preview, one that came before to its earlier import."""
    actor = staff(request)
    spec = import_spec(actor, code)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        batch_id = _uploaded(request, actor, code, form)
        if batch_id is not None:
            return redirect("office:import-batch", batch_id)
    context = {
        "spec": spec,
        "form": form,
        "told": SHEET.told,
        "breadcrumbs": _trail(f"导入{spec.label}"),
    }
    return render(request, "exchange/upload.html", context, status=400 if form.errors else 200)


def _uploaded(request: HttpRequest, actor: User, code: str, form: UploadForm) -> int | None:
    file: UploadedFile = form.cleaned_data["file"]
    with telling(form, otherwise="file"):
        done = import_upload(
            actor=actor,
            code=code,
            name=file.name or "导入表",
            chunks=file.chunks(),
            at=timezone.now(),
        )
        if not done.is_new:
            messages.info(request, "这份表以前上传过，没有再导入；下面就是那一次。")
        return done.batch_id
    return None


@never_cache
@require_safe
@login_required
def batch_page(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Preview, progress or outcome: what the import has come to."""
    batch = batch_get(staff(request), batch_id)
    return render(request, "exchange/batch.html", _context(request, batch))


@never_cache
@require_safe
@login_required
def batch_status(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The moving part alone; when nothing moves any more the whole page is asked for anew."""
    batch = batch_get(staff(request), batch_id)
    answer = render(request, "exchange/_progress.html", {"batch": batch})
    if not batch.is_moving:
        answer.headers["HX-Refresh"] = "true"
    return answer


def _context(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    counts = batch_counts(batch)
    return {
        "batch": batch,
        "state": State(batch.state),
        "counts": [(state.label, count) for state, count in counts.items() if count],
        "ready": counts[RowState.READY],
        "same": counts[RowState.SAME],
        "changed": batch.lines.filter(is_changed=True).count(),
        "faults": faults_page(batch, request.GET.get("faults", "1")),
        "breadcrumbs": _trail(str(batch)),
    }


@require_POST
@login_required
def submit(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Confirm, or go on where an earlier job was broken off."""
    import_submit(actor=staff(request), batch_id=batch_id, at=timezone.now())
    return redirect("office:import-batch", batch_id)


@require_POST
@login_required
def discard(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Give up a sheet of which nothing was put in."""
    import_discard(actor=staff(request), batch_id=batch_id, at=timezone.now())
    messages.success(request, "已放弃，什么也没有导入。改好的表可以重新上传。")
    return redirect("office:exchange")


@never_cache
@require_safe
@login_required
def result(request: HttpRequest, batch_id: int) -> FileResponse:
    """The user's own sheet with the columns 结果 and 原因."""
    batch = batch_get(staff(request), batch_id)
    if batch.result is None:
        raise NoSuchBatchError
    return file_answer(batch.result, file_path(batch.result))


def _trail(title: str) -> list[tuple[str, str]]:
    return [(HOME, reverse("office:exchange")), (title, "")]
