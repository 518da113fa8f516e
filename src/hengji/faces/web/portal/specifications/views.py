"""The list of published specifications, one of them, and its document."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hengji.core.specifications.wordterms import examiners_lines, terms_lines
from hengji.domains.specifications import api
from hengji.faces.web.specification_files import FORMS, specification_file

_LONGEST = 60


@require_safe
def specification_list(request: HttpRequest) -> HttpResponse:
    """Those in force and on pilot, by words, occupation and place."""
    places = api.public_places()
    place = request.GET.get("place", "")
    asked = api.PublicFilter(
        text=_typed(request, "q"),
        occupation=_typed(request, "occupation"),
        place=place if place in {code for code, _name in places} else "",
    )
    context = {
        "page": api.public_specifications(asked, request.GET.get("page", "1")),
        "asked": asked,
        "places": places,
    }
    return render(request, "published_specifications/list.html", context)


@require_safe
def specification_page(request: HttpRequest, specification_id: int) -> HttpResponse:
    """What is examined, and how, as it was promulgated."""
    shown = api.public_specification(specification_id)
    asked = shown.value.requirements
    context = {
        "specification": shown,
        "examiners": tuple(examiners_lines(asked.examiners)),
        "terms": tuple(terms_lines(asked, shown.value.flags)),
        "forms": FORMS,
        "breadcrumbs": [("考核规范", reverse("portal:specifications")), (shown.name, "")],
    }
    return render(request, "published_specifications/specification.html", context)


@require_safe
def download(request: HttpRequest, specification_id: int, form: str) -> FileResponse:
    """The text as it was promulgated, as a file of this form."""
    shown = api.public_specification(specification_id)
    mark = shown.state_label if shown.ended_on else ""
    return specification_file(shown.value, form, at=shown.issued_at, mark=mark)


def _typed(request: HttpRequest, name: str) -> str:
    """What somebody typed, as far as a database takes it."""
    return "".join(filter(str.isprintable, request.GET.get(name, ""))).strip()[:_LONGEST]
