"""The page 统计."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hengji.faces.web.filters import keeps_filters
from hengji.faces.web.office.dashboard.figures import JOB_DAYS, MONTHS, figures_of
from hengji.faces.web.staff import staff
from hengji.platform.permissions import require_permission
from hengji.platform.statistics import VIEW_STATISTICS, area_of


@require_safe
@require_permission(VIEW_STATISTICS)
@keeps_filters
def dashboard(request: HttpRequest) -> HttpResponse:
    """The user's own place, or the one below it that ``place`` names."""
    actor = staff(request)
    area = area_of(actor, request.GET.get("place", ""))
    figures = figures_of(actor, area.place, timezone.localtime())
    context = {
        "area": area,
        "figures": figures,
        "drawn": figures.drawn(),
        "months": MONTHS,
        "job_days": JOB_DAYS,
    }
    return render(request, "dashboard/dashboard.html", context)
