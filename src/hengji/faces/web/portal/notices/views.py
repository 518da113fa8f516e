"""The list of notices, and one notice on the screen and on paper."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from hengji.faces.web.sending import file_answer
from hengji.platform.files.services import file_path
from hengji.platform.notices.models import PublicNotice
from hengji.platform.notices.queries.public import (
    PublicFilter,
    days_left,
    public_attachment,
    public_notice,
    public_notices,
    public_places,
    rows_page,
)
from hengji.platform.notices.services.objecting import takes_objections

_LONGEST = 60


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """Everything that was published, by words, place, and whether its period runs."""
    text = _typed(request, "q")
    places = public_places()
    place = request.GET.get("place", "")
    asked = PublicFilter(
        text=text,
        place=place if place in {one.code for one in places} else "",
        current=request.GET.get("current") == "1",
    )
    now = timezone.now()
    context = {
        "page": public_notices(asked, request.GET.get("page", "1"), now),
        "asked": asked,
        "places": [(one.code, one.name) for one in places],
        "today": timezone.localdate(now),
    }
    return render(request, "notices/list.html", context)


@require_safe
def notice_page(request: HttpRequest, notice_id: int) -> HttpResponse:
    """One notice, with the working days that are left."""
    return render(request, "notices/notice.html", notice_context(request, notice_id))


@require_safe
def printable(request: HttpRequest, notice_id: int) -> HttpResponse:
    """The notice with its whole list, to be put up on a wall."""
    notice = public_notice(notice_id)
    context = {
        "notice": notice,
        "rows": notice.rows.all(),
        "whole": True,
        "attachments": notice.attachments.select_related("file"),
    }
    return render(request, "notices/print.html", context)


@require_safe
def download(request: HttpRequest, notice_id: int, attachment_id: int) -> FileResponse:
    """An attachment under its own name, always as a download and never shown in place."""
    file = public_attachment(notice_id, attachment_id).file
    return file_answer(file, file_path(file))


def notice_context(request: HttpRequest, notice_id: int) -> dict[str, Any]:
    """What the pages of one published notice show. Raises `NoSuchNoticeError`."""
    notice: PublicNotice = public_notice(notice_id)
    now = timezone.now()
    wanted = _typed(request, "row")
    return {
        "notice": notice,
        "rows": rows_page(notice, wanted, request.GET.get("page", "1")),
        "wanted": wanted,
        "attachments": notice.attachments.select_related("file"),
        "corrections": notice.corrections.filter(published_at__isnull=False),
        "open": takes_objections(notice, now),
        "days_left": days_left(notice, timezone.localdate(now)),
        "breadcrumbs": [("公示公告", reverse("portal:notices")), (notice.title, "")],
    }


def _typed(request: HttpRequest, name: str) -> str:
    """What somebody typed, as far as a database takes it."""
    return "".join(filter(str.isprintable, request.GET.get(name, ""))).strip()[:_LONGEST]
