"""Proposing a specification, also from an entry of a published list."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from hengji.domains.catalogues import api as catalogues
from hengji.domains.specifications import api
from hengji.faces.web.office.specifications.forms import ProposalForm, proposal_initial
from hengji.faces.web.staff import staff
from hengji.faces.web.telling import telling
from hengji.platform.errors import NotFoundError
from hengji.platform.permissions import require_permission


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(api.HANDLE_SPECIFICATIONS)
def new(request: HttpRequest) -> HttpResponse:
    """The form, empty or filled in from the entry that ``list`` and ``row`` name."""
    entry = _entry(request)
    initial = None
    if entry is not None:
        initial = {
            "name": entry.name, "occupation": entry.occupation, "definition": entry.definition,
        }  # fmt: skip
    form = ProposalForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            one = api.specification_propose(
                actor=staff(request),
                proposal=form.proposal,
                listed=api.ListedRow(entry.list_id, entry.row) if entry else None,
                at=timezone.now(),
            )
            messages.success(request, "立项建议已保存。")
            return redirect("office:specification", one.pk)
    return _shown(request, form, "提出立项建议", reverse("office:specifications"), entry=entry)


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(api.HANDLE_SPECIFICATIONS)
def edit(request: HttpRequest, specification_id: int) -> HttpResponse:
    """Change a proposal that was not taken up yet."""
    one = api.specification_get(specification_id, actor=staff(request))
    form = ProposalForm(request.POST or None, initial=proposal_initial(one))
    if request.method == "POST" and form.is_valid():
        with telling(form):
            api.proposal_edit(
                actor=staff(request),
                specification_id=specification_id,
                proposal=form.proposal,
                at=timezone.now(),
            )
            messages.success(request, "立项建议已保存。")
            return redirect("office:specification", specification_id)
    back = reverse("office:specification", args=[specification_id])
    return _shown(request, form, f"立项建议：{one}", back)


def _shown(
    request: HttpRequest, form: ProposalForm, title: str, back: str, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "back": back,
        "breadcrumbs": [("考核规范", reverse("office:specifications")), (title, "")],
        **more,
    }
    status = 400 if form.errors else 200
    return render(request, "specifications/proposal.html", context, status=status)


def _entry(request: HttpRequest) -> catalogues.EntryRow | None:
    list_id, row = request.GET.get("list", ""), request.GET.get("row", "")
    if not list_id:
        return None
    found = (one for one in api.specialties_of(list_id) if str(one.row) == row)
    entry = next(found, None)
    if entry is None:
        raise NotFoundError("ENTRY_NOT_FOUND", "没有找到目录中的这一条，或它不是专项职业能力。")
    return entry
