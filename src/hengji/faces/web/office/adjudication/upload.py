"""Handing in a sheet of claims."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from hengji.core.packs.model import Pack
from hengji.domains.subsidies import api
from hengji.faces.web.staff import staff
from hengji.faces.web.telling import telling
from hengji.platform.accounts.models import User
from hengji.platform.permissions import require_permission

MEGABYTE = 1 << 20


class UploadForm(forms.Form):
    """A notice and a sheet."""

    pack_id = forms.ChoiceField(label="依据的通知")
    file = forms.FileField(
        label="申领表",
        allow_empty_file=True,  # our own message says more than Django's
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv", "class": "drop"}),
        error_messages={"required": "请选择申领表文件，或把它拖到框内。"},
    )

    def offer(self, packs: tuple[Pack, ...]) -> None:
        """The notices of the actor's division; one alone is chosen already."""
        field = self.fields["pack_id"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
        field.choices = [(pack.id, f"{pack.number} {pack.title}") for pack in packs]


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(api.HANDLE_RUNS)
def new_run(request: HttpRequest) -> HttpResponse:
    """The form; a good file leads to its preview, one handed in before to its earlier run."""
    actor = staff(request)
    place = actor.place_for(api.HANDLE_RUNS)
    packs = api.packs_of(place) if place else ()
    form = UploadForm(request.POST or None, request.FILES or None)
    form.offer(packs)
    if request.method == "POST" and form.is_valid():
        run_id = _uploaded(request, actor, form)
        if run_id is not None:
            return redirect("office:adjudication-run", run_id)
    context = {
        "form": form,
        "packs": packs,
        "most_megabytes": settings.MAX_UPLOAD_BYTES // MEGABYTE,
        "breadcrumbs": [("补贴核定", "/office/adjudication/"), ("上传申领表", "")],
    }
    return render(request, "adjudication/upload.html", context, status=400 if form.errors else 200)


def _uploaded(request: HttpRequest, actor: User, form: UploadForm) -> int | None:
    file: UploadedFile = form.cleaned_data["file"]
    with telling(form, otherwise="file"):
        done = api.run_upload(
            actor=actor,
            pack_id=form.cleaned_data["pack_id"],
            name=file.name or "申领表",
            chunks=file.chunks(),
            at=timezone.now(),
        )
        if not done.is_new:
            messages.info(request, "这份申领表按同一版规则已经上传过，下面就是那一次。")
        return done.run_id
    return None
