"""Filing, promulgation, items, pilot, roll-out, withdrawal and revision, from the record's page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from hengji.domains.specifications import api
from hengji.faces.web.office.specifications.acting import acted, posted
from hengji.faces.web.posted import posted_date
from hengji.faces.web.staff import staff
from hengji.platform.errors import HengjiError
from hengji.platform.permissions import require_permission


@require_POST
@require_permission(api.PROMULGATE_SPECIFICATIONS)
def file(request: HttpRequest, specification_id: int) -> HttpResponse:
    """The ministry's filing, or the province's own number."""

    def act() -> None:
        kind = posted(request, "filing_kind")
        if kind not in api.FilingKind.values:
            raise HengjiError("FILING_KIND_MISSING", "请选择备案方式。", field="filing_kind")
        api.filing_record(
            actor=staff(request),
            specification_id=specification_id,
            kind=api.FilingKind(kind),
            number=posted(request, "number"),
            filed_on=posted_date(request, "filed_on", "备案日期"),
            at=timezone.now(),
        )

    return acted(request, specification_id, act, "备案已登记。")


@require_POST
@require_permission(api.PROMULGATE_SPECIFICATIONS)
def promulgate(request: HttpRequest, specification_id: int) -> HttpResponse:
    """From now on the text is fixed and public."""

    def act() -> None:
        api.specification_promulgate(
            actor=staff(request),
            specification_id=specification_id,
            number=posted(request, "number"),
            promulgated_on=posted_date(request, "promulgated_on", "颁布日期"),
            at=timezone.now(),
        )

    return acted(request, specification_id, act, "已颁布。公共门户现在可以查到。")


@require_POST
@require_permission(api.PROMULGATE_SPECIFICATIONS)
def items(request: HttpRequest, specification_id: int) -> HttpResponse:
    """The items are in the province's bank."""

    def act() -> None:
        api.items_record(
            actor=staff(request),
            specification_id=specification_id,
            ready_on=posted_date(request, "ready_on", "入库日期"),
            remark=posted(request, "remark"),
            at=timezone.now(),
        )

    return acted(request, specification_id, act, "试题入库已登记。")


@require_POST
@require_permission(api.PILOT_SPECIFICATIONS)
def pilot(request: HttpRequest, specification_id: int) -> HttpResponse:
    """Begin the pilot."""

    def act() -> None:
        api.pilot_begin(
            actor=staff(request),
            specification_id=specification_id,
            pilot_from=posted_date(request, "pilot_from", "试点开始日"),
            pilot_until=posted_date(request, "pilot_until", "试点截止日"),
            at=timezone.now(),
        )

    return acted(request, specification_id, act, "试点已开始，期满前会提醒。")


@require_POST
@require_permission(api.PILOT_SPECIFICATIONS)
def put_in_force(request: HttpRequest, specification_id: int) -> HttpResponse:
    """In force everywhere."""

    def act() -> None:
        api.specification_put_in_force(
            actor=staff(request),
            specification_id=specification_id,
            in_force_on=posted_date(request, "in_force_on", "推行日期"),
            at=timezone.now(),
        )

    return acted(request, specification_id, act, "已推行。")


@require_POST
@require_permission(api.PROMULGATE_SPECIFICATIONS)
def withdraw(request: HttpRequest, specification_id: int) -> HttpResponse:
    """No longer to be used."""

    def act() -> None:
        api.specification_withdraw(
            actor=staff(request),
            specification_id=specification_id,
            remark=posted(request, "remark"),
            at=timezone.now(),
        )

    return acted(request, specification_id, act, "已废止。")


@require_POST
@require_permission(api.HANDLE_SPECIFICATIONS)
def revise(request: HttpRequest, specification_id: int) -> HttpResponse:
    """Begin a revision, and go on with its record."""
    revision = api.specification_revise(
        actor=staff(request), specification_id=specification_id, at=timezone.now()
    )
    messages.success(request, "修订已立项，文本从颁布的版本开始。")
    return redirect("office:specification", revision.pk)
