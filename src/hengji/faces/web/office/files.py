"""Downloading the result of a job."""

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from hengji.faces.web.staff import staff
from hengji.platform.errors import NotFoundError
from hengji.platform.files.models import FileRecord
from hengji.platform.files.services import file_path
from hengji.platform.jobs.models import Job
from hengji.platform.jobs.rules import VIEW_JOBS
from hengji.platform.permissions import require_permission


@require_safe
@require_permission(VIEW_JOBS)
def download(request: HttpRequest, file_id: int) -> FileResponse:
    """The bytes under the name they came with, always as a download and never shown in place."""
    # Only what a job hands to its owners: a domain's own files may need more than the place.
    results = Job.objects.filter(result_id=file_id).values("result_id")
    record = FileRecord.objects.visible_to(staff(request), VIEW_JOBS).filter(pk__in=results).first()
    if record is None:
        raise NotFoundError("FILE_NOT_FOUND", "没有找到这个文件，或它不属于您所在的地区。")
    return FileResponse(
        file_path(record).open("rb"),
        as_attachment=True,
        filename=record.original_name,
        content_type=record.content_type,
    )
