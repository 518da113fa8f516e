"""The page on which a specification is written, and what its script asks for."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hengji.core.specifications.fixed import AUDIENCE, ENTRY
from hengji.core.specifications.lint import lint
from hengji.core.specifications.places import place_name
from hengji.core.specifications.plain import plain_task, to_plain
from hengji.domains.specifications import api
from hengji.faces.web.office.drafting.discussion import discussion
from hengji.faces.web.office.drafting.texts import text_named
from hengji.faces.web.office.drafting.wire import (
    answers_json,
    body_of,
    conflict_told,
    finding_told,
    sent,
    sent_value,
)
from hengji.faces.web.specification_files import FORMS
from hengji.faces.web.staff import staff
from hengji.platform.errors import HengjiError
from hengji.platform.permissions import require_permission

FLAGS = ("flags.complex", "flags.safety", "flags.consumer_health")
MOST_ALIKE = 5


@never_cache
@require_safe
@require_permission(api.VIEW_SPECIFICATIONS)
def edit(request: HttpRequest, specification_id: int) -> HttpResponse:
    """The editor; where the text cannot be changed now, the text to be read."""
    actor = staff(request)
    text = api.working_text(specification_id, actor=actor)
    if not text.editable:
        return redirect("office:specification-text", specification_id)
    shown = text_named(actor, specification_id, "")
    context = {
        "specification": shown.specification,
        "text": text,
        "forms": FORMS,
        "value": to_plain(text.value),
        "audience": AUDIENCE,
        "entry": ENTRY,
        "flags": [(path, place_name(path)) for path in FLAGS],
        "discussion": discussion(actor, specification_id, text.value),
        "breadcrumbs": shown.breadcrumbs("编写"),
    }
    return render(request, "drafting/edit.html", context)


@never_cache
@require_POST
@require_permission(api.WRITE_SPECIFICATIONS)
@answers_json
def save(request: HttpRequest, specification_id: int) -> dict[str, Any]:
    """Save what was sent; ``merged`` where the text is no longer what was sent.

    It may be merged without another's name: one person writes in two windows.
    """
    actor = staff(request)
    # First of all whether there is such a record for this account, whatever was sent.
    api.specification_get(specification_id, actor=actor)
    told = sent(body_of(request))
    base = told.get("base_revision")
    if not isinstance(base, int):
        raise HengjiError("NO_BASE_REVISION", "没有说明从哪一版文本开始修改，请刷新页面。")
    value = sent_value(told.get("value"))
    saved = api.text_save(
        actor=actor,
        specification_id=specification_id,
        base_revision=base,
        value=value,
        at=timezone.now(),
    )
    return {
        "revision": saved.revision,
        "merged": saved.value != value,
        "merged_with": saved.merged_with,
        "value": to_plain(saved.value),
        "conflicts": [conflict_told(one) for one in saved.conflicts],
    }


@never_cache
@require_POST
@require_permission(api.WRITE_SPECIFICATIONS)
@answers_json
def check(request: HttpRequest) -> dict[str, Any]:
    """What the 技术规程 has against a text that is being typed; nothing is kept."""
    told = sent(body_of(request))
    try:
        value = sent_value(told.get("value"))
    except HengjiError as error:
        if not error.field:
            raise
        return {"findings": [_unreadable(error)]}
    return {"findings": [finding_told(one) for one in lint(value, api.lint_occupations())]}


def _unreadable(error: HengjiError) -> dict[str, str]:
    place, _, message = error.message.partition("：")
    return {
        "code": error.code,
        "severity": "error",
        "path": error.field or "",
        "label": place,
        "clause": "",
        "message": message,
    }


@never_cache
@require_safe
@require_permission(api.WRITE_SPECIFICATIONS)
def suggestions(request: HttpRequest, specification_id: int) -> HttpResponse:
    """What promulgated specifications of the same occupation say, each part to be taken over."""
    specification = api.specification_get(specification_id, actor=staff(request))
    found: list[dict[str, object]] = []
    if specification.occupation:
        page = api.public_specifications(api.PublicFilter(occupation=specification.occupation))
        alike = [one.pk for one in page if one.pk != specification_id][:MOST_ALIKE]
        found = [_offered(api.public_specification(pk)) for pk in alike]
    context = {"specification": specification, "found": found}
    return render(request, "drafting/_suggestions.html", context)


def _offered(one: api.PublicSpecification) -> dict[str, object]:
    venue = one.value.requirements.venue
    return {
        "name": one.name,
        "place": one.place,
        "tasks": [
            {
                "row": row,
                "told": json.dumps(plain_task(row)),
                "criteria": [(text, json.dumps(text)) for text in row.criteria],
                "knowledge": [(text, json.dumps(text)) for text in row.knowledge],
            }
            for row in one.value.tasks
        ],
        "venue": (venue, json.dumps(venue)) if venue else None,
    }
