"""Teaching guides of a record."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from hengji.domains.specifications import api
from hengji.faces.web.office.specifications.acting import acted
from hengji.faces.web.office.specifications.forms import ChapterForm, GuideForm
from hengji.faces.web.staff import staff
from hengji.faces.web.telling import telling
from hengji.platform.errors import HengjiError
from hengji.platform.permissions import require_permission


@require_POST
@require_permission(api.HANDLE_SPECIFICATIONS)
def add(request: HttpRequest, specification_id: int) -> HttpResponse:
    """Register a guide."""

    def act() -> None:
        form = GuideForm(request.POST)
        if not form.is_valid():
            raise HengjiError("GUIDE_INCOMPLETE", "请填写教学指导材料的类别和名称。", field="title")
        given = form.cleaned_data
        api.guide_add(
            actor=staff(request),
            specification_id=specification_id,
            kind=api.GuideKind(given["kind"]),
            title=given["title"],
            author=given["author"],
            at=timezone.now(),
        )

    return acted(request, specification_id, act, "教学指导材料已登记。")


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(api.HANDLE_SPECIFICATIONS)
def chapter(request: HttpRequest, guide_id: int) -> HttpResponse:
    """Write a chapter; the number of one that is there writes it anew."""
    shown = api.guide_get(guide_id, actor=staff(request))
    form = ChapterForm(request.POST or None, initial={"number": len(shown.chapters) + 1})
    form.offer(shown.points)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            api.chapter_save(
                actor=staff(request), guide_id=guide_id, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, "章节已保存。")
            return redirect("office:specification-guide", guide_id)
    one = shown.guide.specification
    back = reverse("office:specification", args=[one.pk])
    context = {
        "form": form,
        "shown": shown,
        "one": one,
        "breadcrumbs": [
            ("考核规范", reverse("office:specifications")),
            (str(one), back),
            (str(shown.guide), ""),
        ],
    }
    status = 400 if form.errors else 200
    return render(request, "specifications/guide.html", context, status=status)
