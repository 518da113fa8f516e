"""What an officer does to a notice: each act one call of a service."""

from collections.abc import Callable
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from hengji.faces.web.posted import whole
from hengji.faces.web.staff import staff
from hengji.faces.web.ticked import refusal_told
from hengji.platform.accounts.models import User
from hengji.platform.notices.errors import NoticeInputError
from hengji.platform.notices.queries.office import notice_get
from hengji.platform.notices.rules import DRAFT_NOTICES, PUBLISH_NOTICES, REVIEW_NOTICES
from hengji.platform.notices.services import publishing
from hengji.platform.notices.services.drafting import notice_attach, notice_correct, notice_detach
from hengji.platform.permissions import Permission, require_permission


def _submit(request: HttpRequest, actor: User, notice_id: int, at: datetime) -> str:
    publishing.notice_submit(actor=actor, notice_id=notice_id, at=at)
    return "已提交，等待另一人审核。"


def _review(request: HttpRequest, actor: User, notice_id: int, at: datetime) -> str:
    publishing.notice_review(actor=actor, notice_id=notice_id, remark=_remark(request), at=at)
    return "审核通过，可以发布。"


def _return(request: HttpRequest, actor: User, notice_id: int, at: datetime) -> str:
    publishing.notice_return(actor=actor, notice_id=notice_id, remark=_remark(request), at=at)
    return "已退回拟稿人。"


def _publish(request: HttpRequest, actor: User, notice_id: int, at: datetime) -> str:
    told = request.POST.get("starts_on", "")
    try:
        starts_on = date.fromisoformat(told) if told else None
    except ValueError:
        raise NoticeInputError("NOTICE_DATE", "公示期首日不是日期。", field="starts_on") from None
    publishing.notice_publish(actor=actor, notice_id=notice_id, starts_on=starts_on, at=at)
    return "已发布，公众现在可以看到。"


def _withdraw(request: HttpRequest, actor: User, notice_id: int, at: datetime) -> str:
    publishing.notice_withdraw(actor=actor, notice_id=notice_id, remark=_remark(request), at=at)
    return "已撤回。"


def _conclude(request: HttpRequest, actor: User, notice_id: int, at: datetime) -> str:
    publishing.notice_conclude(actor=actor, notice_id=notice_id, remark=_remark(request), at=at)
    return "已办结。"


def _remark(request: HttpRequest) -> str:
    return request.POST.get("remark", "")


def _act(
    permission: Permission, do: Callable[[HttpRequest, User, int, datetime], str]
) -> Callable[..., HttpResponseBase]:
    """The view of one act; what the service asks for is told on the notice's page."""

    @require_POST
    @require_permission(permission)
    def view(request: HttpRequest, notice_id: int) -> HttpResponse:
        with refusal_told(request):
            messages.success(request, do(request, staff(request), notice_id, timezone.now()))
        return redirect("office:notice", notice_id)

    return view


submit = _act(DRAFT_NOTICES, _submit)
review = _act(REVIEW_NOTICES, _review)
send_back = _act(REVIEW_NOTICES, _return)
publish = _act(PUBLISH_NOTICES, _publish)
withdraw = _act(PUBLISH_NOTICES, _withdraw)
conclude = _act(PUBLISH_NOTICES, _conclude)


@require_POST
@require_permission(DRAFT_NOTICES)
def attach(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Add an attachment to a draft."""
    actor = staff(request)
    notice_get(actor, notice_id)  # before anything is said of the file: 404 for another's
    file = request.FILES.get("attachment")
    with refusal_told(request):
        if file is None:
            raise NoticeInputError("NOTICE_ATTACHMENT_MISSING", "请选择附件。", field="attachment")
        notice_attach(
            actor=actor,
            notice_id=notice_id,
            name=file.name or "附件",
            chunks=file.chunks(),
            at=timezone.now(),
        )
    return redirect("office:notice", notice_id)


@require_POST
@require_permission(DRAFT_NOTICES)
def detach(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Take an attachment off a draft."""
    notice_detach(
        actor=staff(request),
        notice_id=notice_id,
        attachment_id=whole(request.POST.get("attachment", "")) or 0,
        at=timezone.now(),
    )
    return redirect("office:notice", notice_id)


@require_POST
@require_permission(DRAFT_NOTICES)
def correct(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Begin a corrected notice from this one."""
    notice = notice_correct(actor=staff(request), notice_id=notice_id, at=timezone.now())
    return redirect("office:notice-edit", notice.pk)
