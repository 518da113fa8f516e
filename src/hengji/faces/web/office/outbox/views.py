"""The pages of the events."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hengji.faces.web.filters import keeps_filters
from hengji.faces.web.office.outbox.forms import FilterForm
from hengji.faces.web.staff import staff
from hengji.faces.web.ticked import page_that_asked, refusal_told, ticked
from hengji.platform.outbox.queries import event_get, event_page
from hengji.platform.outbox.rules import REPLAY_EVENTS, VIEW_EVENTS
from hengji.platform.outbox.services import deliveries_replay
from hengji.platform.permissions import allowed, require_permission


@require_safe
@require_permission(VIEW_EVENTS)
@keeps_filters
def event_list(request: HttpRequest) -> HttpResponse:
    """Events by state, code and receiver; what failed can be delivered again."""
    form = FilterForm(request.GET)
    context = {
        "form": form,
        "shown": event_page(staff(request), form.asked),
        "may_replay": allowed(request.user, REPLAY_EVENTS),
    }
    return render(request, "outbox/events.html", context)


@require_safe
@require_permission(VIEW_EVENTS)
def event(request: HttpRequest, event_id: int) -> HttpResponse:
    """One event: what it tells, and how far it has come to each receiver."""
    context = {
        "event": event_get(staff(request), event_id),
        "may_replay": allowed(request.user, REPLAY_EVENTS),
        "breadcrumbs": [("事件", reverse("office:events")), (f"{event_id}", "")],
    }
    return render(request, "outbox/event.html", context)


@require_POST
@require_permission(REPLAY_EVENTS)
def replay(request: HttpRequest) -> HttpResponse:
    """Deliver again what was ticked; what the service says no to is shown where it was asked."""
    with refusal_told(request):
        count = deliveries_replay(
            actor=staff(request),
            delivery_ids=ticked(request, "delivery"),
            reason=request.POST.get("reason", ""),
            at=timezone.now(),
        )
        messages.success(request, f"已安排重新投递 {count} 条。")
    return redirect(page_that_asked(request, reverse("office:events")))
