"""What is done on a record's page: each act one call of a service."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from hengji.domains.specifications import api
from hengji.faces.web.office.specifications.acting import acted, posted
from hengji.faces.web.office.specifications.records import record_shown
from hengji.faces.web.staff import staff
from hengji.platform.errors import HengjiError
from hengji.platform.permissions import require_permission


@require_POST
@require_permission(api.HANDLE_SPECIFICATIONS)
def advance(request: HttpRequest, specification_id: int) -> HttpResponse:
    """Go on to the next stage of the preparation."""

    def act() -> None:
        api.preparation_advance(
            actor=staff(request),
            specification_id=specification_id,
            way=posted(request, "way"),
            at=timezone.now(),
        )

    return acted(request, specification_id, act, "已进入下一步。")


@require_POST
@require_permission(api.HANDLE_SPECIFICATIONS)
def close(request: HttpRequest, specification_id: int) -> HttpResponse:
    """Decline the proposal, or end its development."""

    def act() -> None:
        api.specification_close(
            actor=staff(request),
            specification_id=specification_id,
            remark=posted(request, "remark"),
            at=timezone.now(),
        )

    return acted(request, specification_id, act, "已终止，理由已记录。")


@require_POST
@require_permission(api.HANDLE_SPECIFICATIONS)
def hand_in(request: HttpRequest, specification_id: int) -> HttpResponse:
    """Hand the text in: with the application, or after a revision."""

    def act() -> None:
        api.text_hand_in(
            actor=staff(request),
            specification_id=specification_id,
            reply=posted(request, "remark"),
            at=timezone.now(),
        )

    return acted(request, specification_id, act, "已提交，文本固定为新的版本。")


@require_POST
@require_permission(api.VIEW_SPECIFICATIONS)
def add_document(request: HttpRequest, specification_id: int) -> HttpResponse:
    """Keep a paper, or its new version; whose paper it is, the service asks."""

    def act() -> None:
        kind, file = posted(request, "kind"), request.FILES.get("file")
        if kind not in api.DocumentKind.values or file is None:
            raise HengjiError("FILE_MISSING", "请选择材料种类和文件。", field="file")
        api.document_add(
            actor=staff(request),
            specification_id=specification_id,
            kind=api.DocumentKind(kind),
            name=file.name or "材料",
            chunks=file.chunks(),
            reason=posted(request, "reason"),
            at=timezone.now(),
        )

    return acted(request, specification_id, act, "材料已保存。")


@require_POST
@require_permission(api.REVIEW_SPECIFICATIONS)
def panel(request: HttpRequest, specification_id: int) -> HttpResponse:
    """What the panel of experts has found."""
    return _review(request, specification_id, api.ReviewKind.PANEL)


@require_POST
@require_permission(api.REVIEW_SPECIFICATIONS)
def first_review(request: HttpRequest, specification_id: int) -> HttpResponse:
    """The technical first review."""
    return _review(request, specification_id, api.ReviewKind.FIRST)


@require_POST
@require_permission(api.APPROVE_SPECIFICATIONS)
def final_review(request: HttpRequest, specification_id: int) -> HttpResponse:
    """The final review."""
    return _review(request, specification_id, api.ReviewKind.FINAL)


def _review(request: HttpRequest, specification_id: int, kind: api.ReviewKind) -> HttpResponse:
    def act() -> None:
        outcome = posted(request, "outcome")
        if outcome not in {"pass", "return"}:
            raise HengjiError("OUTCOME_MISSING", "请选择评审结论。", field="outcome")
        api.review_give(
            actor=staff(request),
            specification_id=specification_id,
            kind=kind,
            passed=outcome == "pass",
            opinion=posted(request, "opinion"),
            members=posted(request, "members"),
            accounts=posted(request, "accounts"),
            at=timezone.now(),
        )

    def refused() -> HttpResponse:
        return record_shown(request, specification_id, request.POST.dict())

    return acted(request, specification_id, act, f"{kind.label}意见已记录。", refused)
