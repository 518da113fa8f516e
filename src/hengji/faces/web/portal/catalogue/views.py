"""The pages of the public catalogue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from hengji.domains.catalogues import api
from hengji.domains.catalogues.errors import NoSuchListError
from hengji.domains.specifications.api import HANDLE_SPECIFICATIONS
from hengji.faces.web.paging import asked_page
from hengji.faces.web.portal.catalogue.files import KINDS, list_file
from hengji.faces.web.portal.catalogue.forms import SearchForm
from hengji.faces.web.posted import whole
from hengji.platform.permissions import allowed


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search with everything in the address; htmx asks for the results alone."""
    form = SearchForm(request.GET, api.choices())
    hits = api.search(text=form.text, filters=form.filters, page=asked_page(request))
    context = {"form": form, "hits": hits, "asked": bool(form.text or form.narrowed)}
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by its middleware
    if htmx and not htmx.history_restore_request:
        answer = render(request, "catalogue/_results.html", context)
    else:
        answer = render(request, "catalogue/search.html", context | {"lists": api.current_lists()})
    patch_vary_headers(answer, ("HX-Request",))  # one address, two answers
    return answer


@require_safe
def published_list(request: HttpRequest, list_id: str) -> HttpResponse:
    """A list as published, in its order, by its current edition or the one asked for."""
    shown = api.list_page(
        list_id,
        page=asked_page(request),
        edition=whole(request.GET.get("edition", ""), 5),
    )
    context = {
        "shown": shown,
        "editions": api.list_editions(list_id),
        "breadcrumbs": _trail(shown.info.title),
    }
    return render(request, "catalogue/list.html", context)


@require_safe
def download(request: HttpRequest, list_id: str, kind: str) -> HttpResponse:
    """The current edition of a list as a file."""
    if kind not in KINDS:
        raise NoSuchListError(f"“{kind}”格式的文件（可下载 {'、'.join(KINDS)}）")
    return list_file(api.find_list(list_id), kind)


@require_safe
def skill(request: HttpRequest, skill_id: int) -> HttpResponse:
    """Everything about one skill."""
    shown = api.skill_page(skill_id)
    context = {
        "skill": shown,
        "may_propose": shown.kind == api.SkillKind.SPECIALTY
        and allowed(request.user, HANDLE_SPECIFICATIONS),
        "breadcrumbs": _trail(shown.name),
    }
    return render(request, "catalogue/skill.html", context)


def _trail(title: str) -> list[tuple[str, str]]:
    return [("目录查询", reverse("portal:catalogue")), (title, "")]
