"""The list of specifications, and a published list proposed as a whole."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hengji.domains.catalogues import api as catalogues
from hengji.domains.specifications import api
from hengji.faces.web.office.specifications.forms import FilterForm
from hengji.faces.web.staff import staff
from hengji.platform.accounts.models import User
from hengji.platform.errors import HengjiError
from hengji.platform.jurisdictions.models import Level
from hengji.platform.jurisdictions.queries import places_of
from hengji.platform.permissions import allowed, require_permission


@require_safe
@require_permission(api.VIEW_SPECIFICATIONS)
def specification_list(request: HttpRequest) -> HttpResponse:
    """The specifications that the user may see, by state, words, occupation and place."""
    actor = staff(request)
    places = [(one.code, one.name) for one in places_of(actor, api.VIEW_SPECIFICATIONS)]
    form = FilterForm(request.GET, places)
    asked = form.asked(request.GET.get("sort", ""))
    context = {
        "page": api.specifications_page(actor, asked, request.GET.get("page", "1")),
        "form": form,
        "asked": asked,
        "is_filtered": bool(asked),
        "tallies": api.tallies_by_state(actor),
        "may_propose": allowed(actor, api.HANDLE_SPECIFICATIONS),
        "lists": _lists(actor),
    }
    return render(request, "specifications/list.html", context)


@require_POST
@require_permission(api.HANDLE_SPECIFICATIONS)
def from_list(request: HttpRequest) -> HttpResponse:
    """Propose every specialty of a published list, as a job."""
    actor, list_id = staff(request), request.POST.get("list_id", "")
    if list_id not in {one.id for one in _lists(actor)}:
        raise HengjiError("LIST_NOT_OFFERED", "只能按本省已公布的专项职业能力目录整份立项。")
    job = api.list_propose(actor=actor, list_id=list_id, at=timezone.now())
    return redirect("office:job", job.pk)


def _lists(actor: User) -> tuple[catalogues.ListInfo, ...]:
    """The lists of specialties that the user's province has published."""
    place = actor.place_for(api.HANDLE_SPECIFICATIONS)
    if place is None or place.level != Level.PROVINCE:
        return ()
    return tuple(
        one
        for one in catalogues.current_lists()
        if one.kind == catalogues.ListKind.SPECIALTY and one.place == place.name
    )
