"""A specification as a file: Word and PDF in the form of 000 附件3, YAML and JSON for programs."""

import io
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import FileResponse

from hengji.core.specifications.pdfform import write_pdf
from hengji.core.specifications.value import AssessmentSpec
from hengji.core.specifications.wordform import write_docx
from hengji.core.specifications.yamlform import write_json, write_yaml
from hengji.platform.errors import NotFoundError

FORMS = (("docx", "Word"), ("pdf", "PDF"), ("yaml", "YAML"), ("json", "JSON"))
"""Ending and name of each form, in the order in which a page offers them."""

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WRITERS: dict[str, tuple[Callable[[AssessmentSpec, datetime, str], bytes], str]] = {
    "docx": (lambda spec, _at, mark: write_docx(spec, style=settings.WORD_FONTS, mark=mark), _WORD),
    "pdf": (lambda spec, at, mark: write_pdf(spec, at=at, mark=mark), "application/pdf"),
    "yaml": (lambda spec, _at, _mark: write_yaml(spec), "application/yaml"),
    "json": (lambda spec, _at, _mark: write_json(spec), "application/json"),
}


def specification_file(
    spec: AssessmentSpec, form: str, *, at: datetime, mark: str = ""
) -> FileResponse:
    """The text as it was at ``at``; ``mark`` (草稿) stands in its name and on the pages.

    Raises NotFoundError for a form that there is not.
    """
    if form not in _WRITERS:
        raise NotFoundError("FORM_NOT_KNOWN", "没有这种文件格式。")
    write, kind = _WRITERS[form]
    name = f"{spec.name}专项职业能力考核规范{f'（{mark}）' if mark else ''}.{form}"
    return FileResponse(
        io.BytesIO(write(spec, at, mark)), as_attachment=True, filename=name, content_type=kind
    )
