"""One specification: its procedure as a path, what is missing now, and all that belongs to it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from hengji.domains.specifications import api
from hengji.faces.web.office.specifications.forms import GuideForm
from hengji.faces.web.staff import staff
from hengji.platform.accounts.models import User
from hengji.platform.errors import HengjiError
from hengji.platform.permissions import Permission, require, require_permission
from hengji.platform.states.queries import history_of
from hengji.platform.states.services import open_transitions


@require_safe
@require_permission(api.VIEW_SPECIFICATIONS)
def record_page(request: HttpRequest, specification_id: int) -> HttpResponse:
    """Everything about one specification, and what this user may do with it now."""
    return record_shown(request, specification_id)


def record_shown(
    request: HttpRequest, specification_id: int, given: Mapping[str, str] | None = None
) -> HttpResponse:
    """The page of a record; ``given`` is what was filled in and not taken."""
    actor = staff(request)
    one = api.specification_get(specification_id, actor=actor)
    documents = api.documents_of(one)
    ways = {way.transition.code: way for way in open_transitions(one, actor)}
    awaited = api.awaited_from(one)
    context: dict[str, Any] = {
        "one": one,
        "steps": api.procedure_of(one),
        "missing": api.missing_now(one),
        "ways": ways,
        "awaited": awaited if awaited and not _may(actor, awaited, one) else None,
        "experts": one.experts.filter(left_at=None).select_related("proof", "account"),
        "survey": getattr(one, "survey", None),
        "workshop": getattr(one, "workshop", None),
        "documents": [document for document in documents if document.versions],
        "document_kinds": [
            document.kind
            for document in documents
            if _may(actor, api.permission_for(document.kind), one)
        ],
        "reviews": one.reviews.select_related("version", "by").prefetch_related("panel__account"),
        "versions": api.versions_of(one.pk, actor=actor),
        "open_comments": one.comments.filter(answered_at=None).count(),
        "guides": api.guides_of(one),
        "guide_form": GuideForm(),
        "may_handle": _may(actor, api.HANDLE_SPECIFICATIONS, one),
        "is_writing": one.state in api.WRITING,
        "is_public": one.state in api.PUBLIC,
        "is_ended": one.state in api.ENDED,
        "filing_kinds": api.FilingKind.choices,
        "revisions": one.revisions.all(),
        "today": timezone.localdate(),
        "history": history_of(one),
        "given": given or {},
        "breadcrumbs": [("考核规范", reverse("office:specifications")), (str(one), "")],
    }
    status = 400 if given else 200
    return render(request, "specifications/record.html", context, status=status)


def _may(actor: User, permission: Permission, one: api.Specification) -> bool:
    try:
        require(actor, permission, one.jurisdiction, one.body)
    except HengjiError:
        return False
    return True
