"""The pages of background work: the list, one job, its moving part, and its end."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hengji.faces.web.staff import staff
from hengji.platform.errors import NotFoundError
from hengji.platform.jobs.models import Job
from hengji.platform.jobs.rules import VIEW_JOBS
from hengji.platform.jobs.services import job_cancel
from hengji.platform.permissions import require_permission

PER_PAGE = 50


@require_safe
@require_permission(VIEW_JOBS)
def job_list(request: HttpRequest) -> HttpResponse:
    """The jobs of the user's own division and of those below it."""
    jobs = Job.objects.visible_to(staff(request), VIEW_JOBS).select_related("actor", "jurisdiction")
    page = Paginator(jobs, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "office/jobs.html", {"page": page})


@require_safe
@require_permission(VIEW_JOBS)
def job_page(request: HttpRequest, job_id: int) -> HttpResponse:
    """One job, with the part that moves."""
    return render(request, "office/job.html", {"job": _job(request, job_id)})


@require_safe
@require_permission(VIEW_JOBS)
def job_status(request: HttpRequest, job_id: int) -> HttpResponse:
    """The moving part alone: htmx asks for it every second until the job has ended."""
    return render(request, "office/job_status.html", {"job": _job(request, job_id)})


@require_POST
@require_permission(VIEW_JOBS)
def job_stop(request: HttpRequest, job_id: int) -> HttpResponse:
    """Cancel, and show the job again."""
    job_cancel(actor=staff(request), job_id=job_id, at=timezone.now())
    return redirect("office:job", job_id)


def _job(request: HttpRequest, job_id: int) -> Job:
    visible = Job.objects.visible_to(staff(request), VIEW_JOBS).select_related(
        "actor", "jurisdiction", "result"
    )
    job = visible.filter(pk=job_id).first()
    if job is None:
        raise NotFoundError("JOB_NOT_FOUND", "没有找到这个任务，或它不属于您所在的地区。")
    return job
