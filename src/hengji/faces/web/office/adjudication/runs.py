"""The list of runs, one run at each of its stages, and its moving part."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hengji.core.adjudication.verdict import DECISION_LABELS
from hengji.domains.subsidies import api
from hengji.faces.web.filters import keeps_filters
from hengji.faces.web.staff import staff
from hengji.platform.permissions import allowed, require_permission
from hengji.platform.states.panel import panel_of
from hengji.platform.states.services import open_transitions

HOME = "补贴核定"


@require_safe
@require_permission(api.VIEW_RUNS)
@keeps_filters
def run_list(request: HttpRequest) -> HttpResponse:
    """The runs of the user's division, by stage and file name."""
    stage = request.GET.get("stage", "")
    name = request.GET.get("q", "").strip()
    page = api.runs_page(
        staff(request),
        stage=api.Stage(stage) if stage in api.Stage.values else None,
        name=name,
        page=request.GET.get("page", "1"),
    )
    context = {
        "page": page,
        "stage": stage,
        "q": name,
        "stages": api.Stage.choices,
        "is_filtered": bool(stage or name),
        "may_handle": allowed(staff(request), api.HANDLE_RUNS),
    }
    return render(request, "adjudication/list.html", context)


@require_safe
@require_permission(api.VIEW_RUNS)
def run_page(request: HttpRequest, run_id: int) -> HttpResponse:
    """Preview, progress or decisions: what the run has come to."""
    return show_run(request, run_id)


@require_safe
@require_permission(api.VIEW_RUNS)
def run_status(request: HttpRequest, run_id: int) -> HttpResponse:
    """The moving part alone; when nothing moves any more the whole page is asked for anew."""
    run = api.run_get(staff(request), run_id)
    answer = render(request, "adjudication/_progress.html", {"run": run})
    if not run.stage.moving:
        answer.headers["HX-Refresh"] = "true"
    return answer


def show_run(
    request: HttpRequest, run_id: int, *, revealed: dict[int, str] | None = None
) -> HttpResponse:
    """One run; ``revealed`` are whole identity codes by row, to stand in the preview."""
    actor = staff(request)
    run = api.run_get(actor, run_id)
    context: dict[str, Any] = {
        "run": run,
        "breadcrumbs": [(HOME, reverse("office:adjudication")), (run.source.original_name, "")],
        "may_handle": allowed(actor, api.HANDLE_RUNS),
        "may_download": allowed(actor, api.DOWNLOAD_WORKBOOK),
        "may_reveal": allowed(actor, api.REVEAL_IDENTITY),
        "faults": api.faults_page(run, request.GET.get("faults", "1")),
        "revealed": revealed,
        "panel": panel_of(run),
        "ways": {one.transition.code: one for one in open_transitions(run, actor)},
    }
    if run.stage is api.Stage.READY:
        context["preview"] = api.preview_of(run, revealed or {})
    if run.status.decided:
        context |= _decisions(request, run)
        context["publicity"] = api.publicity_of(run)
        context["may_notice"] = allowed(actor, api.HANDLE_RUNS)
        context["may_release"] = allowed(actor, api.CONFIRM_RUNS)
    return render(request, "adjudication/run.html", context)


def _decisions(request: HttpRequest, run: api.AdjudicationRun) -> dict[str, Any]:
    totals = api.totals_of(run)
    chosen = {name: request.GET.get(name, "").strip() for name in ("decision", "code", "claim")}
    found = api.decisions_page(run, totals, **chosen, page=request.GET.get("page", "1"))
    return {
        "totals": totals,
        "labels": [(one.value, label) for one, label in DECISION_LABELS.items()],
        "chosen": chosen,
        "is_filtered": any(chosen.values()),
        "page": found.page,
        "decisions": found.rows,
    }
