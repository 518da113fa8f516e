"""A text from a file into the working text: first what it would change, then taken over."""

import json

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from hengji.core.documents.errors import DocumentError
from hengji.core.specifications.lint import lint
from hengji.core.specifications.plain import to_plain
from hengji.core.specifications.reading import read_specification
from hengji.core.specifications.value import AssessmentSpec
from hengji.domains.specifications import api
from hengji.faces.web.office.drafting.comparison import compared
from hengji.faces.web.office.drafting.texts import Text, text_named
from hengji.faces.web.office.drafting.wire import conflict_told, finding_told, sent, sent_value
from hengji.faces.web.posted import whole
from hengji.faces.web.specification_files import FORMS
from hengji.faces.web.staff import staff
from hengji.platform.accounts.models import User
from hengji.platform.errors import ConflictError
from hengji.platform.permissions import require_permission


class UploadForm(forms.Form):
    """A file that says a specification."""

    file = forms.FileField(
        label="考核规范文件",
        help_text="Word（.docx，附件3 格式）、YAML（.yaml）或 JSON（.json）",
        widget=forms.FileInput(attrs={"accept": ".docx,.yaml,.yml,.json", "class": "drop"}),
        error_messages={"required": "请选择文件。"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(api.WRITE_SPECIFICATIONS)
def upload(request: HttpRequest, specification_id: int) -> HttpResponse:
    """The form, the preview of what the file changes, and taking it over."""
    actor = staff(request)
    text = text_named(actor, specification_id, "")
    if not text.editable:
        raise ConflictError("SPECIFICATION_TEXT_FIXED", text.why_not)
    if request.method == "POST" and "value" in request.POST:
        return _taken(request, actor, text)
    form = UploadForm(request.POST or None, request.FILES or None)
    value = None
    if request.method == "POST" and form.is_valid():
        value = _read(form)
    revision = api.working_text(specification_id, actor=actor).revision
    context = {
        "specification": text.specification,
        "text": text,
        "way": "upload",
        "form": form,
        "forms": FORMS,
        "revision": revision,
        "breadcrumbs": text.breadcrumbs("上传文本"),
        **(_preview(text.value, value) if value else {}),
    }
    return render(request, "drafting/upload.html", context, status=400 if form.errors else 200)


def _read(form: UploadForm) -> AssessmentSpec | None:
    file: UploadedFile = form.cleaned_data["file"]
    try:
        return read_specification(file.name or "", file.read())
    except DocumentError as error:
        form.add_error("file", error.message)
        return None


def _preview(old: AssessmentSpec, new: AssessmentSpec) -> dict[str, object]:
    return {
        "value": json.dumps(to_plain(new), ensure_ascii=False),
        "sections": compared(old, new),
        "findings": [finding_told(one) for one in lint(new, api.lint_occupations())],
    }


def _taken(request: HttpRequest, actor: User, text: Text) -> HttpResponse:
    told = request.POST
    saved = api.text_save(
        actor=actor,
        specification_id=text.specification.pk,
        base_revision=whole(told.get("revision", "")) or 0,
        value=sent_value(sent(told["value"])),
        at=timezone.now(),
    )
    messages.success(request, "文件中的文本已采用。")
    if saved.merged_with:
        messages.warning(request, f"预览以后{saved.merged_with}也保存了修改，两份文本已经合并。")
    for one in map(conflict_told, saved.conflicts):
        messages.warning(
            request, f"{one['label']}保留了已保存的写法；文件中是：{one['mine_shown']}"
        )
    return redirect("office:specification-editor", text.specification.pk)
