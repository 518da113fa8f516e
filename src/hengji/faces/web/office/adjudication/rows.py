"""One decision with every clause behind it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hengji.core.adjudication.explanation import STATE_LABELS, State
from hengji.domains.subsidies import api
from hengji.faces.web.staff import asked_purpose, staff
from hengji.platform.permissions import allowed, require_permission

_SHOWN = (State.UNMET, State.UNKNOWN, State.MET, State.NOT_APPLICABLE, State.NOT_ASKED)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(api.VIEW_RUNS)
def decision_page(request: HttpRequest, run_id: int, row: int) -> HttpResponse:
    """The claim, the decision and each rule; POST shows whose claim it is, and leaves a trace."""
    actor = staff(request)
    run = api.run_get(actor, run_id)
    decision = api.decision_get(run, row)
    explained = api.explain_row(run, row)
    revealed = ""
    if request.method == "POST":
        purpose, at = asked_purpose(request), timezone.now()
        codes = api.identity_reveal(actor=actor, run_id=run_id, rows=[row], purpose=purpose, at=at)
        revealed = codes.get(row, "")
    groups = [
        (state, STATE_LABELS[state], explained.explanation.in_state(state)) for state in _SHOWN
    ]
    run_url = reverse("office:adjudication-run", args=[run_id])
    context = {
        "run": run,
        "decision": decision,
        "explained": explained,
        "groups": [group for group in groups if group[2]],
        "revealed": revealed,
        "may_reveal": allowed(actor, api.REVEAL_IDENTITY),
        "breadcrumbs": [
            ("补贴核定", reverse("office:adjudication")),
            (run.source.original_name, run_url),
            (f"第{row}行", ""),
        ],
    }
    return render(request, "adjudication/row.html", context)
