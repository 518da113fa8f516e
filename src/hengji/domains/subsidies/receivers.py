"""What this domain does about events."""

from datetime import datetime

from django.urls import reverse

from hengji.domains.subsidies.events import RUN_DONE
from hengji.domains.subsidies.models import AdjudicationRun
from hengji.platform.messages.services import message_send_from
from hengji.platform.messages.templates import declare_template
from hengji.platform.outbox.registry import Received, receiver

DONE = declare_template(
    "subsidies.run_done",
    title="补贴核定完成：{name}",
    body="共核定 {decided} 件。可下载写有核定结果的申领表。",
)


@receiver(RUN_DONE, name="subsidies.tell_submitter", label="通知提交人")
def tell_submitter(event: Received, at: datetime) -> None:
    """Whoever confirmed the run need not watch its page."""
    run = AdjudicationRun.objects.select_related("submitted_by", "source").get(pk=event.subject_id)
    if run.submitted_by is None:  # the database forbids it of a run that is done
        return
    message_send_from(
        to=run.submitted_by,
        template=DONE,
        fields={"name": run.source.original_name, "decided": str(event.payload["decided"])},
        link=reverse("office:adjudication-run", args=[run.pk]),
        at=at,
        key=f"event:{event.id}",
    )
