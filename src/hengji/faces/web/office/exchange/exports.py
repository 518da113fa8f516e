"""Taking a list out: what will be in it, in which form, whole or masked."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hengji.faces.web.sending import file_answer
from hengji.faces.web.staff import staff
from hengji.faces.web.telling import telling
from hengji.platform.accounts.models import User
from hengji.platform.exchange.exporting import (
    AT_ONCE,
    KINDS,
    LONGEST_PURPOSE,
    export_spec,
    export_start,
)
from hengji.platform.exchange.exports import ExportSpec
from hengji.platform.exchange.models import ExportRun
from hengji.platform.files.services import file_path
from hengji.platform.permissions import allowed


class ExportForm(forms.Form):
    """The form of the file, and whether personal data are asked for whole."""

    kind = forms.ChoiceField(label="格式", choices=list(KINDS.items()))
    reveal = forms.BooleanField(label="包含完整的个人信息", required=False)
    purpose = forms.CharField(
        label="用途",
        max_length=LONGEST_PURPOSE,
        required=False,
        help_text="导出完整个人信息时必填，会记入审计日志。",
    )

    def __init__(self, data: object, *, may_reveal: bool) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict, which the stubs do not name
        if not may_reveal:
            del self.fields["reveal"], self.fields["purpose"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def export(request: HttpRequest, code: str) -> HttpResponseBase:
    """The form; a short list comes back at once, a long one leads to its job."""
    actor = staff(request)
    spec = export_spec(actor, code)
    filters = spec.known(request.GET.dict())
    rows = spec.rows(actor, filters).total
    may_reveal = bool(spec.personal and spec.reveal and allowed(actor, spec.reveal))
    form = ExportForm(request.POST or None, may_reveal=may_reveal)
    if request.method == "POST" and form.is_valid():
        run = _started(actor, spec, filters, form)
        if run is not None and run.job_id is not None:
            return redirect("office:job", run.job_id)
        if run is not None and run.file is not None:
            return file_answer(run.file, file_path(run.file))
    context = {
        "spec": spec,
        "form": form,
        "rows": rows,
        "filters": spec.told(filters),
        "may_reveal": may_reveal,
        "at_once": AT_ONCE,
        "breadcrumbs": [("导入导出", reverse("office:exchange")), (f"导出{spec.label}", "")],
    }
    return render(request, "exchange/export.html", context, status=400 if form.errors else 200)


def _started(
    actor: User, spec: ExportSpec, filters: dict[str, str], form: ExportForm
) -> ExportRun | None:
    told = form.cleaned_data
    with telling(form):
        return export_start(
            actor=actor,
            code=spec.code,
            query=filters,
            kind=told["kind"],
            reveal=told.get("reveal", False),
            purpose=told.get("purpose", ""),
            at=timezone.now(),
        )
    return None
