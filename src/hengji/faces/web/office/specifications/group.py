"""The expert group of a record."""

from dataclasses import fields

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from hengji.domains.specifications import api
from hengji.faces.web.office.specifications.acting import acted, form_page
from hengji.faces.web.office.specifications.forms import ExpertForm
from hengji.faces.web.staff import staff
from hengji.platform.permissions import require_permission


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(api.HANDLE_SPECIFICATIONS)
def add(request: HttpRequest, specification_id: int) -> HttpResponse:
    """Add a member."""
    one = api.specification_get(specification_id, actor=staff(request))
    form = ExpertForm(request.POST or None, request.FILES or None)

    def act() -> None:
        api.expert_add(
            actor=staff(request),
            specification_id=one.pk,
            text=form.text,
            proof=form.given_proof,
            at=timezone.now(),
        )

    return form_page(request, form, one, "加入专家组成员", act, "已加入专家组。")


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(api.HANDLE_SPECIFICATIONS)
def change(request: HttpRequest, expert_id: int) -> HttpResponse:
    """Change what is written of a member."""
    expert = api.expert_get(expert_id, actor=staff(request))
    written = (one.name for one in fields(api.ExpertText) if one.name != "username")
    initial = {name: getattr(expert, name) for name in written}
    initial["username"] = expert.account.username if expert.account else ""
    form = ExpertForm(request.POST or None, request.FILES or None, initial=initial)

    def act() -> None:
        api.expert_change(
            actor=staff(request),
            expert_id=expert.pk,
            text=form.text,
            proof=form.given_proof,
            at=timezone.now(),
        )

    title = f"专家组成员：{expert}"
    return form_page(request, form, expert.specification, title, act, "成员已修改。")


@require_POST
@require_permission(api.HANDLE_SPECIFICATIONS)
def remove(request: HttpRequest, expert_id: int) -> HttpResponse:
    """The member leaves the group."""
    expert = api.expert_get(expert_id, actor=staff(request))

    def act() -> None:
        api.expert_remove(actor=staff(request), expert_id=expert.pk, at=timezone.now())

    return acted(request, expert.specification_id, act, f"{expert}已移出专家组。")
