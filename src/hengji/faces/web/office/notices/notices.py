"""The list of notices, and one notice with what may be done to it now."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from hengji.faces.web.filters import keeps_filters
from hengji.faces.web.office.notices.forms import FilterForm
from hengji.faces.web.staff import staff
from hengji.platform.accounts.models import User
from hengji.platform.errors import HengjiError
from hengji.platform.notices import rules
from hengji.platform.notices.models import PublicNotice
from hengji.platform.notices.queries.office import (
    NoticeFilter,
    notice_get,
    notices_page,
    objections_of,
)
from hengji.platform.notices.queries.public import days_left, rows_page
from hengji.platform.notices.services.publishing import ONE_DAY, end_of
from hengji.platform.notices.states import State
from hengji.platform.permissions import allowed, require_permission
from hengji.platform.states.panel import panel_of
from hengji.platform.states.services import open_transitions

HOME = "公示"
_SUBJECT_PAGES = {"subsidies.adjudicationrun": "office:adjudication-run"}


@require_safe
@require_permission(rules.VIEW_NOTICES)
@keeps_filters
def notice_list(request: HttpRequest) -> HttpResponse:
    """The notices of the user's division, by state and title."""
    form = FilterForm(request.GET)
    asked = NoticeFilter(form.cleaned_data.get("q", ""), form.cleaned_data.get("state", ""))
    actor = staff(request)
    context = {
        "page": notices_page(actor, asked, request.GET.get("page", "1")),
        "form": form,
        "is_filtered": bool(asked.text or asked.state),
        "may_draft": allowed(actor, rules.DRAFT_NOTICES),
    }
    return render(request, "office_notices/list.html", context)


@require_safe
@require_permission(rules.VIEW_NOTICES)
def notice_page(request: HttpRequest, notice_id: int) -> HttpResponse:
    """The notice as the public will see it, and beside it what may be done to it."""
    actor, today = staff(request), timezone.localdate()
    notice = notice_get(actor, notice_id)
    context: dict[str, Any] = {
        "notice": notice,
        "rows": rows_page(notice, page=request.GET.get("page", "1")),
        "attachments": notice.attachments.select_related("file"),
        "objections": objections_of(actor, notice),
        "ways": open_transitions(notice, actor),
        "panel": panel_of(notice),
        "may_edit": notice.status is State.DRAFT and allowed(actor, rules.DRAFT_NOTICES),
        "may_correct": _may_correct(actor, notice),
        "days_left": days_left(notice, today),
        "tomorrow": today + ONE_DAY,
        "subject_url": _subject_url(notice),
        "breadcrumbs": [(HOME, reverse("office:notices")), (notice.title, "")],
    }
    if notice.status is State.REVIEWED:
        context |= _expected_end(notice, context["tomorrow"])
    return render(request, "office_notices/notice.html", context)


def _may_correct(actor: User, notice: PublicNotice) -> bool:
    """A notice on a subject is corrected from the page of the subject."""
    was_public = notice.published_at is not None
    return was_public and not notice.subject_type and allowed(actor, rules.DRAFT_NOTICES)


def _expected_end(notice: PublicNotice, starts_on: Any) -> dict[str, Any]:
    try:
        return {"expected_end": end_of(notice, starts_on)}
    except HengjiError as error:
        return {"end_unknown": error.message}


def _subject_url(notice: PublicNotice) -> str:
    name = _SUBJECT_PAGES.get(notice.subject_type)
    return reverse(name, args=[notice.subject_id]) if name else ""
