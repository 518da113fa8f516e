"""What this domain does about events."""

from datetime import datetime

from django.urls import reverse

from hengji.domains.subsidies.events import CLAIM_RELEASED, RUN_DONE
from hengji.domains.subsidies.models import AdjudicationRun, ClaimHold
from hengji.domains.subsidies.tasks import DECIDE
from hengji.platform.accounts.models import User
from hengji.platform.jobs.events import JOB_ENDED
from hengji.platform.jobs.models import Job
from hengji.platform.jobs.states import State as JobState
from hengji.platform.messages.services import message_send_from
from hengji.platform.messages.templates import declare_template
from hengji.platform.outbox.registry import Received, receiver

DONE = declare_template(
    "subsidies.run_done",
    title="补贴核定完成：{name}",
    body="共核定 {decided} 件。可下载写有核定结果的申领表。",
)


FAILED = declare_template(
    "subsidies.run_failed",
    title="补贴核定未完成：{name}",
    body="{error}",
)

RELEASED = declare_template(
    "subsidies.claim_released",
    title="申领的暂缓已解除：{name}",
    body="{what}已由{who}解除暂缓，可以拨付。",
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


@receiver(JOB_ENDED, name="subsidies.tell_failure", label="通知核定未完成")
def tell_failure(event: Received, at: datetime) -> None:
    """Whoever confirmed the run learns that it must be submitted again or given up."""
    if (event.payload["kind"], event.payload["state"]) != (DECIDE.code, JobState.FAILED):
        return
    job = Job.objects.select_related("actor").get(pk=event.subject_id)
    run = AdjudicationRun.objects.select_related("source").get(pk=job.params["run_id"])
    message_send_from(
        to=job.actor,
        template=FAILED,
        fields={"name": run.source.original_name, "error": job.error},
        link=reverse("office:adjudication-run", args=[run.pk]),
        at=at,
        key=f"event:{event.id}",
    )


@receiver(CLAIM_RELEASED, name="subsidies.tell_release", label="通知提交人")
def tell_release(event: Received, at: datetime) -> None:
    """Whoever confirmed the run learns that what an objection held back may be paid after all."""
    run = AdjudicationRun.objects.select_related("submitted_by", "source").get(pk=event.subject_id)
    released_by = event.payload["released_by"]
    if run.submitted_by is None or run.submitted_by_id == released_by:
        return
    message_send_from(
        to=run.submitted_by,
        template=RELEASED,
        fields={
            "name": run.source.original_name,
            "what": str(ClaimHold.objects.get(pk=event.payload["hold"])),
            "who": str(User.objects.get(pk=released_by)),
        },
        link=reverse("office:adjudication-run", args=[run.pk]),
        at=at,
        key=f"event:{event.id}",
    )
