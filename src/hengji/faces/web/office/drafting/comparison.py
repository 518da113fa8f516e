"""Two texts of one specification beside one another: by section, down to the words."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hengji.core.specifications.comparing import Change, Kind, Mark, Piece, compare
from hengji.core.specifications.places import SECTIONS, place_name, section_of
from hengji.core.specifications.value import AssessmentSpec
from hengji.domains.specifications import api
from hengji.faces.web.office.drafting.texts import text_named
from hengji.faces.web.specification_files import FORMS
from hengji.faces.web.staff import staff
from hengji.platform.permissions import require_permission

KINDS = {
    Kind.CHANGED: "修改",
    Kind.ADDED: "新增",
    Kind.REMOVED: "删除",
    Kind.MOVED: "移动",
}
_TITLES = [title for title, _ in SECTIONS]


@never_cache
@require_safe
@require_permission(api.VIEW_SPECIFICATIONS)
def compare_texts(request: HttpRequest, specification_id: int) -> HttpResponse:
    """``old`` and ``new`` name versions; without them, the last version and the working text."""
    actor = staff(request)
    versions = api.versions_of(specification_id, actor=actor)
    usual = str(versions[0].pk) if versions else ""
    old = text_named(actor, specification_id, request.GET.get("old", usual))
    new = text_named(actor, specification_id, request.GET.get("new", ""))
    context = {
        "specification": new.specification,
        "text": new,
        "old": old,
        "new": new,
        "versions": versions,
        "choices": (("old", "旧文本", old), ("new", "新文本", new)),
        "sections": compared(old.value, new.value),
        "forms": FORMS,
        "breadcrumbs": new.breadcrumbs("比较"),
    }
    return render(request, "drafting/compare.html", context)


def compared(old: AssessmentSpec, new: AssessmentSpec) -> list[tuple[str, list[dict[str, object]]]]:
    """The sections in which something changed, each with its changes as the page shows them."""
    changes = sorted(compare(old, new), key=lambda one: _TITLES.index(section_of(one.path)))
    return [
        (title, [_shown(one) for one in group])
        for title, group in groupby(changes, key=lambda one: section_of(one.path))
    ]


def _shown(change: Change) -> dict[str, object]:
    moved = change.kind == Kind.MOVED
    pieces = change.pieces
    if moved:  # what else changed in the row is told after it: here its first line names it
        pieces = (Piece(Mark.KEPT, pieces[0].text.partition("\n")[0]),)
    return {
        "kind": change.kind.value,
        "label": KINDS[change.kind],
        "place": place_name(change.path),
        "was": place_name(change.was) if moved else "",
        "pieces": pieces,
    }
