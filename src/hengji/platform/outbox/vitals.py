"""What the outbox tells of its health."""

from datetime import datetime, timedelta

from django.db.models import Count

from hengji.platform.health.findings import Finding, fine, warning
from hengji.platform.health.gauges import Values, gauge
from hengji.platform.health.registry import check
from hengji.platform.outbox.models import Delivery
from hengji.platform.outbox.states import State

LATE = timedelta(minutes=15)


@check("outbox.late", "事件投递")
def late(at: datetime) -> Finding:
    """Deliveries that should have been tried long ago: no worker tries them."""
    overdue = Delivery.objects.filter(state=State.PENDING, due_at__lt=at - LATE).count()
    given_up = Delivery.objects.filter(state=State.DEAD).count()
    if overdue:
        return warning(f"{overdue} 个事件超过一刻钟没有投递", "请检查后台进程是否在运行。")
    if given_up:
        return warning(f"{given_up} 个事件多次投递未成", "请在“事件”页查看原因后重新投递。")
    return fine("没有积压")


@gauge("hengji_outbox_deliveries", "Deliveries still open, by state", labels=("state",))
def open_deliveries() -> Values:
    """Without those that are done: counting years of them every few seconds helps nobody."""
    open_states = (State.PENDING, State.DEAD)
    counted = dict(
        Delivery.objects.filter(state__in=open_states)
        .order_by()
        .values_list("state")
        .annotate(Count("pk"))
    )
    return {(state,): counted.get(state, 0) for state in open_states}
