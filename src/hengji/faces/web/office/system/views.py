"""The page of the site's health."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hengji.faces.web.staff import staff
from hengji.platform.health.queries import health_of
from hengji.platform.health.rules import CHECK_SYSTEM, VIEW_SYSTEM
from hengji.platform.health.services import checks_run
from hengji.platform.permissions import allowed, require_permission


@require_safe
@require_permission(VIEW_SYSTEM)
def system(request: HttpRequest) -> HttpResponse:
    """What the last run of all checks found."""
    context = {
        "health": health_of(staff(request)),
        "may_check": allowed(request.user, CHECK_SYSTEM),
    }
    return render(request, "system/system.html", context)


@require_POST
@require_permission(CHECK_SYSTEM)
def check(request: HttpRequest) -> HttpResponse:
    """Run all checks now."""
    checks_run(actor=staff(request), at=timezone.now())
    return redirect("office:system")
