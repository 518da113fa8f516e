"""A stored file: what is known of it, its pages as pictures, and its bytes."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hengji.faces.web.sending import file_answer, picture_answer
from hengji.faces.web.staff import staff
from hengji.platform.files.previews import WIDTHS, preview_of, preview_page
from hengji.platform.files.queries import file_get, versions_beside
from hengji.platform.files.services import file_take

THUMBNAIL, READABLE = WIDTHS
MOST_SHOWN = 30


@never_cache
@require_safe
@login_required
def download(request: HttpRequest, file_id: int) -> FileResponse:
    """The bytes under the name they came with, always as a download and never shown in place."""
    record, path = file_take(actor=staff(request), file_id=file_id, at=timezone.now())
    return file_answer(record, path)


@never_cache
@require_safe
@login_required
def about(request: HttpRequest, file_id: int) -> HttpResponse:
    """Who brought it and when, its versions, and its first pages."""
    record = file_get(staff(request), file_id)
    preview = preview_of(record)
    context = {
        "file": record,
        "pages": range(1, min(preview.pages, MOST_SHOWN) + 1),
        "preview": preview,
        "versions": versions_beside(record),
        "width": READABLE,
        "breadcrumbs": [(record.original_name, "")],
    }
    return render(request, "office/file.html", context)


@require_safe
@login_required
def page(request: HttpRequest, file_id: int, number: int, width: int) -> FileResponse:
    """One page as a picture, drawn anew: nothing of the file itself gets into the browser."""
    record = file_get(staff(request), file_id)
    return picture_answer(preview_page(record, number, width))
