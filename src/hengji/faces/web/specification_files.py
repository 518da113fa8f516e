"""A specification as a file: Word and PDF in the form of 000 附件3, YAML and JSON for programs."""

import io
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import FileResponse

from hengji.core.specifications.pdfform import PdfFormError, write_pdf
from hengji.core.specifications.value import AssessmentSpec
from hengji.core.specifications.wordform import write_docx
from hengji.core.specifications.yamlform import write_json, write_yaml
from hengji.platform.errors import HengjiError, NotFoundError

FORMS = (("docx", "Word"), ("pdf", "PDF"), ("yaml", "YAML"), ("json", "JSON"))
"""Ending and name of each form, in the order in which a page offers them."""


def _pdf(spec: AssessmentSpec, at: datetime, mark: str) -> bytes:
    try:
        folders = settings.FONT_FOLDERS
        style = settings.WORD_FONTS if folders else None
        return write_pdf(spec, at=at, mark=mark, style=style, folders=folders)
    except PdfFormError as error:
        raise HengjiError("PDF_FONTS_MISSING", f"{error.message}。请联系系统管理员。") from error


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WRITERS: dict[str, tuple[Callable[[AssessmentSpec, datetime, str], bytes], str]] = {
    "docx": (lambda spec, _at, mark: write_docx(spec, style=settings.WORD_FONTS, mark=mark), _WORD),
    "pdf": (_pdf, "application/pdf"),
    "yaml": (lambda spec, _at, _mark: write_yaml(spec), "application/yaml"),
    "json": (lambda spec, _at, _mark: write_json(spec), "application/json"),
}


def specification_file(
    spec: AssessmentSpec, form: str, *, at: datetime, mark: str = ""
) -> FileResponse:
    """The text as it was at ``at``; ``mark`` (草稿) stands in its name and on the pages.

    Raises NotFoundError for a form that there is not, and HengjiError where a font is missing.
    """
    if form not in _WRITERS:
        raise NotFoundError("FORM_NOT_KNOWN", "没有这种文件格式。")
    write, kind = _WRITERS[form]
    name = f"{spec.name}专项职业能力考核规范{f'（{mark}）' if mark else ''}.{form}"
    return FileResponse(
        io.BytesIO(write(spec, at, mark)), as_attachment=True, filename=name, content_type=kind
    )
