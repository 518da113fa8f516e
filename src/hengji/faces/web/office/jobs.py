"""The pages of background work: the list, one job, its moving part, its end and its retry."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hengji.faces.web.filters import keeps_filters
from hengji.faces.web.paging import asked_page
from hengji.faces.web.staff import staff
from hengji.platform.errors import ConflictError
from hengji.platform.jobs import queries
from hengji.platform.jobs.kinds import all_kinds
from hengji.platform.jobs.queries import JobFilter
from hengji.platform.jobs.services import job_cancel, job_retry
from hengji.platform.jobs.states import State

_ANY = ("", "全部")


class FilterForm(forms.Form):
    """What is not understood is treated as no filter."""

    state = forms.ChoiceField(label="状态", required=False, choices=[_ANY, *State.choices])
    kind = forms.ChoiceField(label="种类", required=False, choices=lambda: [_ANY, *all_kinds()])
    title = forms.CharField(label="事项", required=False, max_length=100)
    mine = forms.BooleanField(label="只看我提交的", required=False)

    @property
    def asked(self) -> JobFilter:
        """What was understood."""
        self.is_valid()
        return JobFilter(**self.cleaned_data)


@require_safe
@login_required
@keeps_filters
def job_list(request: HttpRequest) -> HttpResponse:
    """One's own jobs, and those of the places whose jobs one may see."""
    form = FilterForm(request.GET)
    page = queries.job_page(staff(request), form.asked, asked_page(request))
    return render(request, "office/jobs.html", {"page": page, "form": form})


@require_safe
@login_required
def job_page(request: HttpRequest, job_id: int) -> HttpResponse:
    """One job, with the part that moves and its executions."""
    job = queries.job_get(staff(request), job_id)
    trail = [("后台任务", reverse("office:jobs")), (f"{job_id}", "")]
    return render(request, "office/job.html", {"job": job, "breadcrumbs": trail})


@require_safe
@login_required
def job_status(request: HttpRequest, job_id: int) -> HttpResponse:
    """The moving part alone: htmx asks for it every second until the job has ended."""
    job = queries.job_get(staff(request), job_id)
    return render(request, "office/job_status.html", {"job": job})


@require_POST
@login_required
def job_stop(request: HttpRequest, job_id: int) -> HttpResponse:
    """Cancel, and show the job again."""
    job_cancel(actor=staff(request), job_id=job_id, at=timezone.now())
    return redirect("office:job", job_id)


@require_POST
@login_required
def job_again(request: HttpRequest, job_id: int) -> HttpResponse:
    """Start it once more, and show the new job."""
    try:
        job = job_retry(actor=staff(request), job_id=job_id, at=timezone.now())
    except ConflictError as error:
        messages.error(request, error.message)
        return redirect("office:job", job_id)
    messages.success(request, "已重新提交。")
    return redirect("office:job", job.pk)
