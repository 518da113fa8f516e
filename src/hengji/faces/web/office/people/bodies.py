"""Bodies: the list, entering one, and changing it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from hengji.faces.web.filters import keeps_filters
from hengji.faces.web.office.people.forms import BodyForm, place_choices
from hengji.faces.web.staff import staff
from hengji.faces.web.telling import telling
from hengji.platform.errors import NotFoundError
from hengji.platform.jurisdictions.models import Body, BodyKind
from hengji.platform.jurisdictions.rules import MANAGE_BODIES, VIEW_BODIES
from hengji.platform.jurisdictions.services import body_change, body_create
from hengji.platform.paging import ListPaginator
from hengji.platform.permissions import allowed, require_permission

PER_PAGE = 50


@require_safe
@require_permission(VIEW_BODIES)
@keeps_filters
def body_list(request: HttpRequest) -> HttpResponse:
    """The bodies of the user's place and of those below it."""
    actor = staff(request)
    asked = {name: request.GET.get(name, "").strip() for name in ("name", "place", "kind")}
    found = Body.objects.visible_to(actor, VIEW_BODIES).select_related("jurisdiction")
    if asked["name"]:
        found = found.filter(name__icontains=asked["name"])
    if asked["place"]:
        found = found.filter(jurisdiction_id=asked["place"])
    if asked["kind"]:
        found = found.filter(kinds__contains=[asked["kind"]])
    page = ListPaginator(found, PER_PAGE).get_page(request.GET.get("page"))
    labels = dict(BodyKind.choices)
    context = {
        "page": page,
        "rows": [(one, "、".join(labels[kind] for kind in one.kinds)) for one in page],
        "asked": asked,
        "places": place_choices(actor, VIEW_BODIES),
        "kinds": BodyKind.choices,
        "may_manage": allowed(actor, MANAGE_BODIES),
    }
    return render(request, "people/bodies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(MANAGE_BODIES)
def new_body(request: HttpRequest) -> HttpResponse:
    """Enter a body."""
    return _form(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(MANAGE_BODIES)
def body_page(request: HttpRequest, body_id: int) -> HttpResponse:
    """Change a body."""
    body = Body.objects.visible_to(staff(request), MANAGE_BODIES).filter(pk=body_id).first()
    if body is None:
        raise NotFoundError("BODY_NOT_FOUND", "没有找到这个机构，或它不属于您所在的地区。")
    return _form(request, body)


def _form(request: HttpRequest, body: Body | None) -> HttpResponse:
    actor, at = staff(request), timezone.now()
    initial = None
    if body is not None:
        initial = {"name": body.name, "kinds": body.kinds, "is_active": body.is_active}
    form = BodyForm(actor, body, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with telling(form):
            if body is None:
                given.pop("is_active")
                body_create(actor=actor, at=at, **given)
            else:
                body_change(actor=actor, body_id=body.pk, at=at, **given)
            return redirect("office:bodies")
    title = str(body) if body else "登记机构"
    context = {
        "form": form,
        "title": title,
        "submit": "保存",
        "breadcrumbs": [("机构", reverse("office:bodies")), (title, "")],
    }
    return render(request, "people/form.html", context, status=400 if form.errors else 200)
