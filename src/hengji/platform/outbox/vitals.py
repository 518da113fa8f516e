"""What the outbox tells of its health."""

from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.utils import timezone

from hengji.platform.health.findings import Finding, fine, warning
from hengji.platform.health.gauges import Values, gauge
from hengji.platform.health.registry import check
from hengji.platform.outbox.models import Delivery
from hengji.platform.outbox.states import State

LATE = timedelta(minutes=5)


@check("outbox.late", "事件投递")
def late(at: datetime) -> Finding:
    """A delivery long overdue that nobody has tried: no worker is there, or too few."""
    waiting = Delivery.objects.filter(state=State.PENDING, attempt=0, due_at__lt=at - LATE).count()
    if waiting:
        return warning(
            f"{waiting} 条事件已到期超过 {LATE.seconds // 60} 分钟仍未投递",
            "请确认事件投递进程（hengji.platform.outbox.worker）在运行。",
        )
    return fine("没有积压")


@check("outbox.dead", "停止投递的事件")
def dead(at: datetime) -> Finding:
    """Deliveries that were given up; someone has to look at the error."""
    found = Delivery.objects.filter(state=State.DEAD).count()
    if found:
        return warning(
            f"{found} 条事件投递多次失败后停止", "请在“事件”页查看错误，修好后重新投递。"
        )
    return fine("没有")


@gauge("hengji_outbox_deliveries", "Deliveries not yet done, by state", labels=("state",))
def deliveries_by_state() -> Values:
    open_ones = Delivery.objects.exclude(state=State.DONE).order_by()
    counted = dict(open_ones.values_list("state").annotate(Count("pk")))
    return {(state,): counted.get(state, 0) for state in (State.PENDING, State.DEAD)}


@gauge("hengji_outbox_oldest_seconds", "How long the oldest untried delivery has been due")
def oldest() -> Values:
    untried = Delivery.objects.filter(state=State.PENDING, attempt=0)
    due = untried.aggregate(due=Min("due_at"))["due"]
    return {(): max(0.0, (timezone.now() - due).total_seconds()) if due else 0.0}
