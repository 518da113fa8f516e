"""Jobs as an officer looks at them."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import QuerySet

from hengji.platform.accounts.models import User
from hengji.platform.errors import NotFoundError
from hengji.platform.jobs.models import Job
from hengji.platform.jobs.rules import VIEW_JOBS
from hengji.platform.paging import ListPaginator

PER_PAGE = 50


@dataclass(frozen=True)
class JobFilter:
    """What is empty does not filter."""

    state: str = ""
    kind: str = ""
    title: str = ""
    mine: bool = False


def job_page(actor: User, asked: JobFilter, page: int) -> "Page[Job]":
    """The jobs that the actor may see, the latest first."""
    return ListPaginator(jobs_matching(actor, asked), PER_PAGE).get_page(page)


def jobs_matching(actor: User, asked: JobFilter) -> QuerySet[Job]:
    """The same without pages, for a file."""
    found = _visible(actor)
    if asked.state:
        found = found.filter(state=asked.state)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.title:
        found = found.filter(title__icontains=asked.title)
    if asked.mine:
        found = found.filter(actor=actor)
    return found


def job_get(actor: User, job_id: int) -> Job:
    """One job with its result and its executions. Raises `NotFoundError`."""
    found = _visible(actor).select_related("result").prefetch_related("attempts", "retries")
    job = found.filter(pk=job_id).first()
    if job is None:
        raise NotFoundError("JOB_NOT_FOUND", "没有找到这个任务，或它不属于您所在的地区。")
    return job


def _visible(actor: User) -> QuerySet[Job]:
    """One's own, and with the permission those of one's places."""
    visible = Job.objects.visible_to(actor, VIEW_JOBS) | Job.objects.filter(actor=actor)
    return visible.select_related("actor", "jurisdiction")
