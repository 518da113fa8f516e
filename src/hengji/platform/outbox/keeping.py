"""What of the outbox may go: what was delivered long ago, and whose facts stand elsewhere."""

from hengji.platform.outbox.models import Delivery, Event
from hengji.platform.retention.registry import may_go

SIX_MONTHS = 183
"""Days; 网络安全法 第二十一条 asks for logs of six months. The triggers hold it too."""

may_go(
    "outbox.deliveries",
    Delivery,
    "已投递的事件投递",
    condition="t.state = 'done' AND EXISTS ("
    "SELECT FROM outbox_event e WHERE e.id = t.event_id AND e.at < %(before)s)",
    days=365,
    least=SIX_MONTHS,
    reason="事项本身在审计日志与各自的记录中；留足网络安全法第二十一条的六个月",
)
may_go(
    "outbox.events",
    Event,
    "投递完毕的事件",
    condition="t.at < %(before)s"
    " AND NOT EXISTS (SELECT FROM outbox_delivery d WHERE d.event_id = t.id)",
    days=365,
    least=SIX_MONTHS,
    reason="事项本身在审计日志与各自的记录中；留足网络安全法第二十一条的六个月",
)
