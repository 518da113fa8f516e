"""How the background jobs of a place fared."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from hengji.platform.accounts.models import User
from hengji.platform.jobs.models import Job
from hengji.platform.jobs.states import State
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.statistics import counted


@dataclass(frozen=True)
class JobTally:
    """How many jobs are in one state."""

    state: State
    jobs: int


def jobs_by_state(actor: User, place: Jurisdiction, since: datetime) -> tuple[JobTally, ...]:
    """Of the jobs handed in from ``since`` on; every state has its line."""
    found = counted(Job.objects.all(), actor, place).filter(created_at__gte=since)
    numbers = dict(found.order_by().values_list("state").annotate(Count("pk")))
    return tuple(JobTally(state, numbers.get(state, 0)) for state in State)
