"""The survey and the workshop of a record."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from hengji.domains.specifications import api
from hengji.faces.web.office.specifications.acting import form_page
from hengji.faces.web.office.specifications.forms import SurveyForm, WorkshopForm
from hengji.faces.web.staff import staff
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

    def act() -> None:
        api.survey_save(
            actor=staff(request), specification_id=one.pk, texts=form.texts, at=timezone.now()
        )

    return form_page(request, form, one, "调查和分析", act, "调查和分析已保存。")


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(api.HANDLE_SPECIFICATIONS)
def workshop(request: HttpRequest, specification_id: int) -> HttpResponse:
    """The moderator, the day and the three outputs."""
    one = api.specification_get(specification_id, actor=staff(request))
    kept = getattr(one, "workshop", None)
    initial = {name: getattr(kept, name) for name in WorkshopForm.base_fields if kept is not None}
    form = WorkshopForm(request.POST or None, initial=initial)
    form.offer(one.experts.all())

    def act() -> None:
        given = form.cleaned_data
        moderator = given["moderator"]
        api.workshop_save(
            actor=staff(request),
            specification_id=one.pk,
            moderator_id=moderator.pk if moderator else None,
            held_on=given["held_on"],
            texts=given,
            at=timezone.now(),
        )

    return form_page(request, form, one, "规范制定研讨会", act, "研讨会记录已保存。")
