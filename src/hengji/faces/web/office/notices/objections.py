"""Objections: the list by due day, one objection with its evidence, the answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hengji.faces.web.filters import keeps_filters
from hengji.faces.web.office.notices.forms import AnswerForm
from hengji.faces.web.staff import asked_purpose, staff
from hengji.faces.web.telling import telling
from hengji.platform.notices.queries.office import (
    ObjectionFilter,
    objection_get,
    objections_page,
)
from hengji.platform.notices.rules import ANSWER_OBJECTIONS, REVEAL_OBJECTOR
from hengji.platform.notices.services.answering import (
    Objector,
    objection_answer,
    objector_reveal,
)
from hengji.platform.notices.states import ObjectionState
from hengji.platform.permissions import allowed, require_permission

_DUE = (("open", "待答复"), ("overdue", "已超期"), ("answered", "已答复"))


@require_safe
@require_permission(ANSWER_OBJECTIONS)
@keeps_filters
def objection_list(request: HttpRequest) -> HttpResponse:
    """The objections that wait, those due first; the answered ones after them."""
    due = request.GET.get("due", "")
    now = timezone.now()
    page = objections_page(staff(request), ObjectionFilter(due), request.GET.get("page", "1"), now)
    context = {"page": page, "due": due, "choices": _DUE, "today": timezone.localdate(now)}
    return render(request, "office_notices/objections.html", context)


@require_safe
@require_permission(ANSWER_OBJECTIONS)
def objection_page(request: HttpRequest, objection_id: int) -> HttpResponse:
    """One objection, who it is from still covered."""
    return _show(request, objection_id, AnswerForm())


@require_POST
@require_permission(ANSWER_OBJECTIONS)
def answer(request: HttpRequest, objection_id: int) -> HttpResponse:
    """Answer; what is missing is told beside its field."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        with telling(form):
            objection_answer(
                actor=staff(request),
                objection_id=objection_id,
                outcome=ObjectionState(form.cleaned_data["outcome"]),
                answer=form.cleaned_data["answer"],
                at=timezone.now(),
            )
            messages.success(request, "已答复，异议人可以凭回执编号查看。")
            return redirect("office:objection", objection_id)
    return _show(request, objection_id, form)


@never_cache
@require_POST
@require_permission(REVEAL_OBJECTOR)
def reveal(request: HttpRequest, objection_id: int) -> HttpResponse:
    """Name and contact, this once; the look is recorded."""
    objector = objector_reveal(
        actor=staff(request),
        objection_id=objection_id,
        purpose=asked_purpose(request),
        at=timezone.now(),
    )
    return _show(request, objection_id, AnswerForm(), objector)


def _show(
    request: HttpRequest, objection_id: int, form: AnswerForm, objector: Objector | None = None
) -> HttpResponse:
    actor = staff(request)
    objection = objection_get(actor, objection_id)
    context = {
        "objection": objection,
        "evidence": objection.evidence.select_related("file"),
        "form": form,
        "objector": objector,
        "own": objection.notice.drafted_by_id == actor.pk,
        "may_reveal": allowed(actor, REVEAL_OBJECTOR),
        "today": timezone.localdate(),
        "breadcrumbs": [("异议答复", reverse("office:objections")), (f"{objection.pk}号", "")],
    }
    status = 400 if form.errors else 200
    return render(request, "office_notices/objection.html", context, status=status)
