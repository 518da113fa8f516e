"""The pages of an account's own messages."""

from django.contrib import messages as notes
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hengji.faces.web.filters import keeps_filters
from hengji.faces.web.office.messages.forms import ReachForm
from hengji.faces.web.paging import asked_page
from hengji.faces.web.staff import staff
from hengji.faces.web.telling import telling
from hengji.faces.web.ticked import ticked
from hengji.platform.messages.queries import message_page, reach_of
from hengji.platform.messages.services import message_open, messages_mark, reach_set


@require_safe
@login_required
@keeps_filters
def message_list(request: HttpRequest) -> HttpResponse:
    """The messages, the latest first."""
    unread = request.GET.get("unread") == "1"
    page = message_page(staff(request), unread=unread, page=asked_page(request))
    return render(request, "site_messages/list.html", {"page": page, "unread_only": unread})


@require_POST
@login_required
def open_message(request: HttpRequest, message_id: int) -> HttpResponse:
    """Mark as read and go where the message leads."""
    message = message_open(actor=staff(request), message_id=message_id, at=timezone.now())
    return redirect(message.link or reverse("office:messages"))


@require_POST
@login_required
def mark(request: HttpRequest) -> HttpResponse:
    """Mark what was ticked, or all, as read or unread."""
    act = request.POST.get("act", "")
    messages_mark(
        actor=staff(request),
        message_ids=None if act == "all" else ticked(request, "message"),
        read=act != "unread",
        at=timezone.now(),
    )
    return redirect("office:messages")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reach(request: HttpRequest) -> HttpResponse:
    """How the account wants to be reached."""
    actor = staff(request)
    form = ReachForm.showing(reach_of(actor))
    if request.method == "POST":
        form = ReachForm(request.POST)
        if form.is_valid():
            with telling(form):
                reach_set(actor=actor, at=timezone.now(), **form.cleaned_data)
                notes.success(request, "已保存。")
                return redirect("office:messages")
    trail = [("消息", reverse("office:messages")), ("接收方式", "")]
    return render(request, "site_messages/reach.html", {"form": form, "breadcrumbs": trail})
