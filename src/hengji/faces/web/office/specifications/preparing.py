"""The survey and the workshop of a record."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from hengji.domains.specifications import api
from hengji.faces.web.office.specifications.acting import told
from hengji.faces.web.office.specifications.forms import SurveyForm, WorkshopForm
from hengji.faces.web.staff import staff
from hengji.platform.errors import HengjiError
from hengji.platform.permissions import require_permission


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(api.HANDLE_SPECIFICATIONS)
def survey(request: HttpRequest, specification_id: int) -> HttpResponse:
    """The eight topics and the analysis."""
    one = api.specification_get(specification_id, actor=staff(request))
    kept = getattr(one, "survey", None)
    initial = {
        name: getattr(kept, name.rstrip("_")) for name in SurveyForm.base_fields if kept is not None
    }
    form = SurveyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            api.survey_save(
                actor=staff(request), specification_id=one.pk, texts=form.texts, at=timezone.now()
            )
        except HengjiError as error:
            told(form, error)
        else:
            messages.success(request, "调查和分析已保存。")
            return redirect("office:specification", one.pk)
    return _shown(request, form, one, "调查和分析")


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(api.HANDLE_SPECIFICATIONS)
def workshop(request: HttpRequest, specification_id: int) -> HttpResponse:
    """The moderator, the day and the three outputs."""
    one = api.specification_get(specification_id, actor=staff(request))
    kept = getattr(one, "workshop", None)
    initial = {name: getattr(kept, name) for name in WorkshopForm.base_fields if kept is not None}
    form = WorkshopForm(request.POST or None, initial=initial)
    form.offer(one.experts.all())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        moderator = given["moderator"]
        try:
            api.workshop_save(
                actor=staff(request),
                specification_id=one.pk,
                moderator_id=moderator.pk if moderator else None,
                held_on=given["held_on"],
                texts=given,
                at=timezone.now(),
            )
        except HengjiError as error:
            told(form, error)
        else:
            messages.success(request, "研讨会记录已保存。")
            return redirect("office:specification", one.pk)
    return _shown(request, form, one, "规范制定研讨会")


def _shown(
    request: HttpRequest, form: SurveyForm | WorkshopForm, one: api.Specification, title: str
) -> HttpResponse:
    back = reverse("office:specification", args=[one.pk])
    context = {
        "form": form,
        "title": title,
        "back": back,
        "submit": "保存",
        "breadcrumbs": [
            ("考核规范", reverse("office:specifications")), (str(one), back), (title, ""),
        ],
    }  # fmt: skip
    status = 400 if form.errors else 200
    return render(request, "specifications/form.html", context, status=status)
