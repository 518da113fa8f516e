"""Writing a notice."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from hengji.faces.web.office.notices.forms import NoticeForm
from hengji.faces.web.staff import staff
from hengji.faces.web.telling import telling
from hengji.platform.errors import PermissionDeniedError
from hengji.platform.notices.models import PublicNotice
from hengji.platform.notices.pasted import MOST_LINES, as_pasted
from hengji.platform.notices.queries.office import notice_get
from hengji.platform.notices.rules import DRAFT_NOTICES
from hengji.platform.notices.services.drafting import notice_draft, notice_edit, text_of
from hengji.platform.permissions import require_permission


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(DRAFT_NOTICES)
def new(request: HttpRequest) -> HttpResponse:
    """A notice that stands by itself."""
    actor = staff(request)
    place = actor.place_for(DRAFT_NOTICES)
    if place is None:
        raise PermissionDeniedError("NO_DIVISION", "您的账号没有所属地区，不能拟制公示。")
    form = NoticeForm(request.POST or None, initial={"office_name": f"{place}"})
    if request.method == "POST" and form.is_valid():
        with telling(form):
            notice = notice_draft(
                actor=actor,
                jurisdiction=place,
                text=form.text,
                table=form.read_table(),
                at=timezone.now(),
            )
            messages.success(request, "草稿已保存。请核对预览，再提交审核。")
            return redirect("office:notice", notice.pk)
    return _page(request, form, "拟制公示", reverse("office:notices"))


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(DRAFT_NOTICES)
def edit(request: HttpRequest, notice_id: int) -> HttpResponse:
    """A draft; the list of a subject is not the officer's to change."""
    actor = staff(request)
    notice = notice_get(actor, notice_id)
    form = NoticeForm(request.POST or None, initial=_told(notice))
    fixed = bool(notice.subject_type) or (notice.row_count or 0) > MOST_LINES
    if fixed:
        del form.fields["table"]
    if request.method == "POST" and form.is_valid():
        with telling(form):
            notice_edit(
                actor=actor,
                notice_id=notice_id,
                text=form.text,
                table=None if fixed else form.read_table(),
                at=timezone.now(),
            )
            messages.success(request, "草稿已保存。")
            return redirect("office:notice", notice_id)
    return _page(request, form, notice.title, reverse("office:notice", args=[notice_id]))


def _told(notice: PublicNotice) -> dict[str, Any]:
    told = dict(vars(text_of(notice)))
    if not notice.subject_type:
        rows = notice.rows.values_list("cells", flat=True)[: MOST_LINES + 1]
        told["table"] = as_pasted(notice.columns, list(rows))
    return told


def _page(request: HttpRequest, form: NoticeForm, title: str, back: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "back": back,
        "breadcrumbs": [("公示", reverse("office:notices")), (title, "")],
    }
    status = 400 if form.errors else 200
    return render(request, "office_notices/edit.html", context, status=status)
