"""Asking for a whole list to be proposed, as a job."""

from datetime import datetime

from django.db import transaction

from hengji.domains.catalogues import api as catalogues
from hengji.domains.specifications import tasks
from hengji.domains.specifications.services.listed import province_of
from hengji.platform.accounts.models import User
from hengji.platform.jobs.models import Job
from hengji.platform.jobs.services import job_enqueue


@transaction.atomic
def list_propose(*, actor: User, list_id: str, at: datetime) -> Job:
    """Put it into the queue; done twice, nothing is proposed twice.

    Raises `NoSuchListError`, and `SpecificationInputError` for who is no province's officer.
    """
    place = province_of(actor)
    info = catalogues.find_list(list_id)
    return job_enqueue(
        actor=actor,
        kind=tasks.LIST,
        title=f"按目录提出立项建议：{info.title}",
        params={"list_id": list_id},
        jurisdiction=place,
        at=at,
    )
