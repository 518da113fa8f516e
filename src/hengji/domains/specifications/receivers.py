"""What this domain does about its own events: whoever proposed a specification learns its end."""

from datetime import datetime

from django.urls import reverse

from hengji.domains.specifications.events import IN_FORCE, PROMULGATED, WITHDRAWN
from hengji.domains.specifications.models import Specification
from hengji.platform.messages.services import message_send_from
from hengji.platform.messages.templates import declare_template
from hengji.platform.outbox.registry import Received, receiver

_WORDS = {PROMULGATED: "已颁布", IN_FORCE: "已推行", WITHDRAWN: "已废止"}
REACHED = declare_template(
    "specifications.reached", title="考核规范{word}：{name}", body="编号 {number}。"
)


def _tell(event: Received, at: datetime) -> None:
    one = Specification.objects.select_related("created_by").get(pk=event.subject_id)
    message_send_from(
        to=one.created_by,
        template=REACHED,
        fields={
            "word": _WORDS[event.event],
            "name": one.name,
            "number": one.filing_number,
        },
        link=reverse("office:specification", args=[one.pk]),
        at=at,
        key=f"event:{event.id}",
    )


receiver(PROMULGATED, name="specifications.tell_promulgated", label="通知提出人")(_tell)
receiver(IN_FORCE, name="specifications.tell_in_force", label="通知提出人")(_tell)
receiver(WITHDRAWN, name="specifications.tell_withdrawn", label="通知提出人")(_tell)
