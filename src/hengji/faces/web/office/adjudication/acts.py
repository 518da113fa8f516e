"""What an officer does to a run: each page one call of a service."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hengji.domains.subsidies import api
from hengji.faces.web.office.adjudication.runs import show_run
from hengji.faces.web.posted import whole
from hengji.faces.web.staff import asked_purpose, staff
from hengji.platform.permissions import require_permission
from hengji.platform.states.errors import TransitionRefusedError


@require_POST
@require_permission(api.HANDLE_RUNS)
def submit(request: HttpRequest, run_id: int) -> HttpResponse:
    """Confirm, or try again."""
    api.run_submit(actor=staff(request), run_id=run_id, at=timezone.now())
    return redirect("office:adjudication-run", run_id)


@require_POST
@require_permission(api.HANDLE_RUNS)
def stop(request: HttpRequest, run_id: int) -> HttpResponse:
    """Ask the job to end."""
    api.run_stop(actor=staff(request), run_id=run_id, at=timezone.now())
    messages.info(request, "已要求中止；正在进行的一步做完就会停下。")
    return redirect("office:adjudication-run", run_id)


@require_POST
@require_permission(api.HANDLE_RUNS)
def discard(request: HttpRequest, run_id: int) -> HttpResponse:
    """Give the run up."""
    api.run_discard(actor=staff(request), run_id=run_id, at=timezone.now())
    messages.success(request, "已放弃。改好的申领表可以重新上传。")
    return redirect("office:adjudication")


@require_POST
@require_permission(api.CONFIRM_RUNS)
def confirm(request: HttpRequest, run_id: int) -> HttpResponse:
    """The decisions stand; where another run has approved some of the claims, the page says so."""
    remark = request.POST.get("remark", "").strip()
    try:
        api.run_confirm(actor=staff(request), run_id=run_id, remark=remark, at=timezone.now())
    except api.ApprovedElsewhereError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "已复核通过。")
    return redirect("office:adjudication-run", run_id)


@require_POST
@require_permission(api.CONFIRM_RUNS)
def send_back(request: HttpRequest, run_id: int) -> HttpResponse:
    """The decisions do not stand; without a reason the page asks for it again."""
    remark = request.POST.get("remark", "").strip()
    try:
        api.run_return(actor=staff(request), run_id=run_id, remark=remark, at=timezone.now())
    except TransitionRefusedError as error:
        if error.field is None:
            raise
        messages.error(request, error.message)
    else:
        messages.success(request, "已退回。改好的申领表可以重新上传。")
    return redirect("office:adjudication-run", run_id)


@require_POST
@require_permission(api.HANDLE_RUNS)
def put_on_notice(request: HttpRequest, run_id: int) -> HttpResponse:
    """Begin a public notice of the approved claims, and go on with its draft."""
    notice = api.run_notice_draft(actor=staff(request), run_id=run_id, at=timezone.now())
    messages.success(request, "公示草稿已生成。请补充条款和联系方式，核对后提交审核。")
    return redirect("office:notice", notice.pk)


@require_POST
@require_permission(api.CONFIRM_RUNS)
def release(request: HttpRequest, run_id: int) -> HttpResponse:
    """Let go of what an objection held back; without a reason the page asks for it again."""
    try:
        api.claim_release(
            actor=staff(request),
            run_id=run_id,
            hold_id=whole(request.POST.get("hold", "")) or 0,
            reason=request.POST.get("reason", "")[:500],
            at=timezone.now(),
        )
    except api.HoldReleaseError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "已解除暂缓。")
    return redirect("office:adjudication-run", run_id)


@never_cache
@require_POST
@require_permission(api.REVEAL_IDENTITY)
def reveal_preview(request: HttpRequest, run_id: int) -> HttpResponse:
    """The preview with whole identity codes, this once."""
    actor = staff(request)
    rows = [row[0] for row in api.run_get(actor, run_id).preview]
    codes = api.identity_reveal(
        actor=actor, run_id=run_id, rows=rows, purpose=asked_purpose(request), at=timezone.now()
    )
    return show_run(request, run_id, revealed=codes)
