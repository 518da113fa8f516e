"""Files: the template, a run's files, and its faulty cells."""

import csv
import io
import tempfile
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hengji.core.adjudication.template import write_claims_template
from hengji.core.documents.cells import csv_text
from hengji.domains.subsidies import api
from hengji.faces.web.sending import file_answer
from hengji.faces.web.staff import staff
from hengji.platform.errors import NotFoundError
from hengji.platform.files.services import file_path
from hengji.platform.permissions import require_permission

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILES = {file.name.lower(): file for file in api.RunFile}


@require_safe
@require_permission(api.HANDLE_RUNS)
def template(request: HttpRequest, pack_id: str) -> FileResponse:
    """The sheet to fill in, with or without the columns that officers answer."""
    jurisdiction = staff(request).place_for(api.HANDLE_RUNS)
    packs = api.packs_of(jurisdiction) if jurisdiction else ()
    pack = next((one for one in packs if one.id == pack_id), None)
    if pack is None:
        raise NotFoundError("PACK_NOT_FOUND", "本地区没有这个政策包的模板。")
    officers = request.GET.get("officer") == "1"
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "template.xlsx"
        write_claims_template(pack, target, optional=officers)
        content = io.BytesIO(target.read_bytes())
    name = f"申领表模板-{pack.id}{'-含经办人核实栏' if officers else ''}.xlsx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=_SHEET)


@never_cache
@require_safe
@require_permission(api.VIEW_RUNS)
def run_file(request: HttpRequest, run_id: int, which: str) -> FileResponse:
    """One of the run's files; the service asks for the permission and leaves the trace."""
    file = _FILES.get(which)
    if file is None:
        raise NotFoundError("RESULT_NOT_FOUND", "没有这种结果文件。")
    taken = api.run_file_take(actor=staff(request), run_id=run_id, file=file, at=timezone.now())
    return file_answer(taken.file, file_path(taken.file), name=taken.name)


@never_cache
@require_safe
@require_permission(api.VIEW_RUNS)
def faults(request: HttpRequest, run_id: int) -> HttpResponse:
    """The cells that could not be read, as .csv for a spreadsheet."""
    run = api.run_get(staff(request), run_id)
    answer = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="faults-{run.pk}.csv"'},
    )
    writer = csv.writer(answer)
    writer.writerow(["行", "栏目", "内容", "说明"])
    for one in run.faults.order_by("row", "id").iterator():
        writer.writerow([one.row, *map(csv_text, (one.column, one.text, one.message))])
    return answer
