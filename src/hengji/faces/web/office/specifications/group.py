"""The expert group of a record."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from hengji.domains.specifications import api
from hengji.faces.web.office.specifications.acting import acted, told
from hengji.faces.web.office.specifications.forms import ExpertForm
from hengji.faces.web.staff import staff
from hengji.platform.errors import HengjiError
from hengji.platform.permissions import require_permission


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(api.HANDLE_SPECIFICATIONS)
def add(request: HttpRequest, specification_id: int) -> HttpResponse:
    """Add a member."""
    one = api.specification_get(specification_id, actor=staff(request))
    form = ExpertForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            api.expert_add(
                actor=staff(request),
                specification_id=one.pk,
                text=form.text,
                proof=form.given_proof,
                at=timezone.now(),
            )
        except HengjiError as error:
            told(form, error)
        else:
            messages.success(request, "已加入专家组。")
            return redirect("office:specification", one.pk)
    return _shown(request, form, one, "加入专家组成员")


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(api.HANDLE_SPECIFICATIONS)
def change(request: HttpRequest, expert_id: int) -> HttpResponse:
    """Change what is written of a member."""
    expert = api.expert_get(expert_id, actor=staff(request))
    initial = {
        name: getattr(expert, name)
        for name in (
            "name",
            "kind",
            "employer",
            "post",
            "is_leader",
            "is_lead_author",
            "is_trained",
        )
    }
    account = expert.account.username if expert.account else ""
    form = ExpertForm(
        request.POST or None, request.FILES or None, initial=initial | {"username": account}
    )
    if request.method == "POST" and form.is_valid():
        try:
            api.expert_change(
                actor=staff(request),
                expert_id=expert.pk,
                text=form.text,
                proof=form.given_proof,
                at=timezone.now(),
            )
        except HengjiError as error:
            told(form, error)
        else:
            return redirect("office:specification", expert.specification_id)
    return _shown(request, form, expert.specification, f"专家组成员：{expert}")


@require_POST
@require_permission(api.HANDLE_SPECIFICATIONS)
def remove(request: HttpRequest, expert_id: int) -> HttpResponse:
    """The member leaves the group."""
    expert = api.expert_get(expert_id, actor=staff(request))

    def act() -> None:
        api.expert_remove(actor=staff(request), expert_id=expert.pk, at=timezone.now())

    return acted(request, expert.specification_id, act, f"{expert}已移出专家组。")


def _shown(
    request: HttpRequest, form: ExpertForm, one: api.Specification, title: str
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
