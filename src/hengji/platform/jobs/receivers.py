"""What happens when a job has ended."""

from datetime import datetime

from django.urls import reverse

from hengji.platform.jobs.events import JOB_ENDED
from hengji.platform.jobs.kinds import tells_owner
from hengji.platform.jobs.models import Job
from hengji.platform.jobs.states import State
from hengji.platform.messages.services import message_send_from
from hengji.platform.messages.templates import declare_template
from hengji.platform.outbox.registry import Received, receiver

ENDED = declare_template("jobs.ended", title="{title}：{state}", body="{told}")


@receiver(JOB_ENDED, name="jobs.tell_owner", label="通知任务提交人")
def tell_owner(event: Received, at: datetime) -> None:
    """The owner need not watch the page; whoever cancelled the job knows that it has ended."""
    job = Job.objects.select_related("actor").get(pk=event.subject_id)
    if job.status is State.CANCELLED or not tells_owner(job.kind):
        return
    message_send_from(
        to=job.actor,
        template=ENDED,
        fields={"title": job.title, "state": job.status.label, "told": job.error or job.message},
        link=reverse("office:job", args=[job.pk]),
        at=at,
        key=f"event:{event.id}",
    )
