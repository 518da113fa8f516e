"""The pages of the audit trail."""

import csv
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hengji.core.documents.cells import Value, csv_text
from hengji.faces.web.filters import keeps_filters
from hengji.faces.web.office.audit.forms import FilterForm, cursor_of, cursor_text
from hengji.faces.web.office.audit.shown import ShownEntry, changes, shown_entries
from hengji.faces.web.staff import staff
from hengji.platform.audit.position import position_of
from hengji.platform.audit.queries import entry_get, entry_page, places_of
from hengji.platform.audit.rules import EXPORT_AUDIT, VIEW_AUDIT
from hengji.platform.audit.taking import entries_take
from hengji.platform.permissions import allowed, require_permission

_HEADINGS = (
    "编号", "时间", "操作人", "代谁办理", "操作", "对象类型", "对象编号", "对象", "地区", "原值",
    "新值", "理由", "请求编号", "来源地址",
)  # fmt: skip


@never_cache
@require_safe
@require_permission(VIEW_AUDIT)
@keeps_filters
def entry_list(request: HttpRequest) -> HttpResponse:
    """Entries by time, actor, action, subject and place, the newest first."""
    actor = staff(request)
    form = FilterForm(request.GET, places_of(actor))
    page = entry_page(
        actor,
        form.asked,
        before=cursor_of(request.GET.get("before", "")),
        after=cursor_of(request.GET.get("after", "")),
    )
    context = {
        "form": form,
        "rows": shown_entries(page.entries),
        "newer": cursor_text(page.newer),
        "older": cursor_text(page.older),
        "may_export": allowed(actor, EXPORT_AUDIT),
    }
    return render(request, "audit/list.html", context)


@never_cache
@require_safe
@require_permission(VIEW_AUDIT)
def entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """One entry: what changed, its place in the chain, and whether it is as it was written."""
    actor = staff(request)
    found = entry_get(actor, entry_id)
    context = {
        "row": shown_entries([found])[0],
        "changes": changes(found),
        "position": position_of(found, check="check" in request.GET),
        "breadcrumbs": [("审计日志", reverse("office:audit")), (f"记录 {found.pk}", "")],
    }
    return render(request, "audit/entry.html", context)


@never_cache
@require_POST
@require_permission(EXPORT_AUDIT)
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The filtered rows as .csv; the service leaves the trace."""
    actor = staff(request)
    form = FilterForm(request.POST, places_of(actor))
    entries = entries_take(actor=actor, asked=form.asked, at=timezone.now())
    return StreamingHttpResponse(
        _csv(shown_entries(entries)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="audit.csv"'},
    )


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv(rows: list[ShownEntry]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff"
    yield writer.writerow(_HEADINGS)
    for row in rows:
        one = row.entry
        at = timezone.localtime(one.at).isoformat(" ", "milliseconds")
        told = [[change.name, change.before, change.after] for change in changes(one)]
        before = "；".join(f"{name}：{value}" for name, value, _ in told if value)
        after = "；".join(f"{name}：{value}" for name, _, value in told if value)
        cells: tuple[Value, ...] = (
            one.pk, at, one.actor_name, one.on_behalf_of, row.action, row.subject_kind,
            one.subject_id, one.subject_label, row.place, before, after, one.reason,
            one.request_id, one.address,
        )  # fmt: skip
        yield writer.writerow([csv_text(cell) for cell in cells])
