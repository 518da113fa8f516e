"""A text as a file: Word and PDF in the form of 附件3, YAML and JSON for programs."""

import io
import json
from collections.abc import Callable

from django.http import FileResponse, HttpRequest
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hengji.core.specifications.pdfform import write_pdf
from hengji.core.specifications.plain import to_plain
from hengji.domains.specifications import api
from hengji.faces.web.office.drafting.texts import Text, text_asked
from hengji.faces.web.staff import staff
from hengji.platform.errors import NotFoundError
from hengji.platform.permissions import require_permission


def _pdf(text: Text) -> bytes:
    return write_pdf(text.value, at=text.saved_at, mark=text.mark)


def _json(text: Text) -> bytes:
    return json.dumps(to_plain(text.value), ensure_ascii=False, indent=2).encode()


_WRITERS: dict[str, tuple[Callable[[Text], bytes], str]] = {
    "pdf": (_pdf, "application/pdf"),
    "json": (_json, "application/json"),
}


@never_cache
@require_safe
@require_permission(api.VIEW_SPECIFICATIONS)
def download(request: HttpRequest, specification_id: int, form: str) -> FileResponse:
    """The working text, or the version that ``version`` names, as a file of this form."""
    text = text_asked(staff(request), request, specification_id)
    if form not in _WRITERS:
        raise NotFoundError("FORM_NOT_KNOWN", "没有这种文件格式。")
    write, kind = _WRITERS[form]
    mark = f"（{text.mark}）" if text.mark else ""
    name = f"{text.value.name}专项职业能力考核规范{mark}.{form}"
    return FileResponse(
        io.BytesIO(write(text)), as_attachment=True, filename=name, content_type=kind
    )
