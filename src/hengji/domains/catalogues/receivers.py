"""What this domain does about events."""

from datetime import datetime

from django.urls import reverse

from hengji.domains.catalogues.events import FINDING_REOPENED
from hengji.domains.catalogues.models import ListFinding
from hengji.platform.accounts.models import User
from hengji.platform.messages.services import message_send_from
from hengji.platform.messages.templates import declare_template
from hengji.platform.outbox.registry import Received, receiver

REOPENED = declare_template(
    "catalogues.finding_reopened",
    title="您处理过的目录疑点被重新打开",
    body="“{finding}”已由{who}重新打开，请再次核实。",
)


@receiver(FINDING_REOPENED, name="catalogues.tell_settler", label="通知原处理人")
def tell_settler(event: Received, at: datetime) -> None:
    """Whoever settled the doubt learns that a colleague sees it differently."""
    settled_by, reopened_by = event.payload["settled_by"], event.payload["reopened_by"]
    if settled_by in (None, reopened_by):
        return
    finding = ListFinding.objects.get(pk=event.subject_id)
    message_send_from(
        to=User.objects.get(pk=settled_by),
        template=REOPENED,
        fields={"finding": str(finding), "who": str(User.objects.get(pk=reopened_by))},
        link=reverse("office:finding", args=[finding.pk]),
        at=at,
        key=f"event:{event.id}",
    )
