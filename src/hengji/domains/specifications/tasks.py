"""The background work of this domain: a whole list proposed, and pilots that near their end."""

from django.utils import timezone
from procrastinate.contrib.django import app

from hengji.domains.specifications.services.listed import proposals_from_list
from hengji.domains.specifications.services.pilots import pilots_remind
from hengji.platform.jobs.kinds import Outcome, declare_kind
from hengji.platform.jobs.run import Run


def propose_list(job: Run) -> Outcome:
    """Propose what the list has; all of it in the transaction that ends the job."""
    list_id = job.params["list_id"]
    job.progress(0, message="按目录提出立项建议")

    def save() -> None:
        proposals_from_list(actor=job.job.actor, list_id=list_id, at=timezone.now())

    return Outcome("目录中的项目已提出立项建议；已有的未重复提出", save=save)


LIST = declare_kind("specifications.proposals", "按目录提出立项建议", propose_list)


@app.periodic(cron="23 * * * *")  # hourly: a worker that was down at midnight misses no day
@app.task(queue="specifications", queueing_lock="specifications.pilots")
def remind_of_pilots(timestamp: int) -> None:
    """Raise a todo for every pilot that ends soon."""
    pilots_remind(today=timezone.localdate(), at=timezone.now())
