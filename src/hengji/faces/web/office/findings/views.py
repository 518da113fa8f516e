"""The pages of the doubts about published lists."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hengji.domains.catalogues import api
from hengji.domains.catalogues.api import SETTLE_FINDINGS, VIEW_FINDINGS
from hengji.faces.web.filters import keeps_filters
from hengji.faces.web.office.findings.forms import FilterForm
from hengji.faces.web.paging import asked_page
from hengji.faces.web.posted import whole
from hengji.faces.web.staff import staff
from hengji.faces.web.ticked import page_that_asked, refusal_told, ticked
from hengji.platform.permissions import require_permission

COLUMN_NAMES = {
    "printed_seq": "序号",
    "code": "编码",
    "name": "名称",
    "scope": "工种",
    "marks": "标记",
    "starred": "带*",
    "class": "类别",
    "levels": "等级",
    "occupation": "职业领域",
    "definition": "能力定义",
    "certificate": "证书",
    "tags": "标签",
}
HOME = ("目录疑点", "office:findings")


@require_safe
@require_permission(VIEW_FINDINGS)
def tallies(request: HttpRequest) -> HttpResponse:
    """Every list of the officer's with its numbers."""
    return render(request, "findings/tallies.html", {"tallies": api.list_tallies(staff(request))})


@require_safe
@require_permission(VIEW_FINDINGS)
@keeps_filters
def finding_list(request: HttpRequest) -> HttpResponse:
    """Doubts by list, severity, code and state, to be settled one by one or several at once."""
    actor = staff(request)
    form = FilterForm(request.GET, api.list_titles(actor))
    shown = api.finding_page(actor, form.asked, asked_page(request))
    context = {
        "form": form,
        "shown": shown,
        "codes": [(code, code) for code in shown.codes],
        "resolutions": api.Resolution.choices,
        "may_settle": any(row.may_settle and row.state == "open" for row in shown.rows),
        "breadcrumbs": _trail("逐条核实"),
    }
    return render(request, "findings/list.html", context)


@require_POST
@require_permission(SETTLE_FINDINGS)
def settle(request: HttpRequest) -> HttpResponse:
    """Settle what was ticked; what the service says no to is shown on the page that asked."""
    with refusal_told(request):
        settled = api.findings_settle(
            actor=staff(request),
            finding_ids=ticked(request, "finding"),
            resolution=request.POST.get("resolution", ""),
            reason=request.POST.get("reason", ""),
            at=timezone.now(),
        )
        messages.success(request, f"已处理 {settled} 条疑点。")
    return redirect(page_that_asked(request, reverse("office:findings-list")))


@require_POST
@require_permission(SETTLE_FINDINGS)
def reopen(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Open a settled doubt again."""
    with refusal_told(request):
        api.finding_reopen(
            actor=staff(request),
            finding_id=finding_id,
            reason=request.POST.get("reason", ""),
            at=timezone.now(),
        )
        messages.success(request, "已重新打开这条疑点。")
    return redirect("office:finding", finding_id)


@require_safe
@require_permission(VIEW_FINDINGS)
def finding(request: HttpRequest, finding_id: int) -> HttpResponse:
    """One doubt with the printed row and its history."""
    row, panel = api.finding_detail(staff(request), finding_id)
    context = {
        "row": row,
        "panel": panel,
        "resolutions": api.Resolution.choices,
        "breadcrumbs": _trail(f"{row.code}"),
    }
    return render(request, "findings/finding.html", context)


@require_safe
@require_permission(VIEW_FINDINGS)
def editions(request: HttpRequest, list_id: str) -> HttpResponse:
    """Two editions of a list compared; without a choice the newest with the one before."""
    known = api.list_editions(list_id)
    numbers = [one.edition for one in known]
    new = _number(request, "new") or numbers[0]
    old = _number(request, "old") or (numbers[1] if len(numbers) > 1 else numbers[0])
    comparison = api.compare_editions(list_id, old, new)
    context = {
        "editions": known,
        "comparison": comparison,
        "changes": [(change, _told(change)) for change in comparison.changes],
        "breadcrumbs": _trail("版本比较"),
    }
    return render(request, "findings/editions.html", context)


def _told(change: api.Change) -> list[tuple[str, str, str]]:
    """The differing columns by their Chinese names."""
    return [(COLUMN_NAMES.get(name, name), old, new) for name, old, new in change.fields]


def _number(request: HttpRequest, name: str) -> int | None:
    return whole(request.GET.get(name, ""), 5)


def _trail(title: str) -> list[tuple[str, str]]:
    label, name = HOME
    return [(label, reverse(name)), (title, "")]
