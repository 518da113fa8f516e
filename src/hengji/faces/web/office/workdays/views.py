"""The calendar of a year, and loading days into it."""

import io
import tempfile
from datetime import date
from pathlib import Path

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from hengji.core.documents.workbook import write_template
from hengji.faces.web.office.workdays.months import months_of
from hengji.faces.web.posted import whole
from hengji.faces.web.staff import staff
from hengji.faces.web.telling import telling
from hengji.platform.permissions import allowed, require_permission
from hengji.platform.workdays.queries import calendar_of, sources_of
from hengji.platform.workdays.reading import COLUMNS
from hengji.platform.workdays.rules import MANAGE_CALENDAR
from hengji.platform.workdays.services import calendar_import

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportForm(forms.Form):
    """A sheet of days, and what orders them."""

    document = forms.CharField(
        label="依据文件",
        max_length=200,
        help_text="放假安排通知的名称和文号，会与每个日期一起保存",
    )
    file = forms.FileField(
        label="日期表",
        allow_empty_file=True,  # our own message says more than Django's
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )


@require_safe
@login_required
def year(request: HttpRequest) -> HttpResponse:
    """Twelve months, by default of this year; a year that nobody has published says so."""
    actor, today = staff(request), timezone.localdate()
    known = calendar_of(actor.jurisdiction)
    chosen = _asked_year(request, today)
    context = {
        "year": chosen,
        "known": chosen in known.years,
        "months": months_of(chosen, known, today) if chosen in known.years else (),
        "weekdays": "一二三四五六日",
        "sources": sources_of(actor.jurisdiction),
        "may_manage": allowed(actor, MANAGE_CALENDAR),
        "last_known": max(known.years),
    }
    return render(request, "workdays/year.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(MANAGE_CALENDAR)
def load(request: HttpRequest) -> HttpResponse:
    """The form; a good sheet leads back to its year."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        with telling(form, otherwise="file"):
            done = calendar_import(
                actor=staff(request),
                document=form.cleaned_data["document"],
                name=file.name or "工作日历",
                chunks=file.chunks(),
                at=timezone.now(),
            )
            added = "".join(f"，新增{one}年" for one in done.new_years)
            messages.success(
                request, f"已导入：{done.changed} 天有变化，{done.unchanged} 天相同{added}。"
            )
            return redirect("office:workdays")
    context = {
        "form": form,
        "breadcrumbs": [("工作日历", reverse("office:workdays")), ("导入", "")],
    }
    return render(request, "workdays/import.html", context, status=400 if form.errors else 200)


@require_safe
@require_permission(MANAGE_CALENDAR)
def template(request: HttpRequest) -> FileResponse:
    """The sheet to fill in."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "template.xlsx"
        write_template(target, COLUMNS)
        content = io.BytesIO(target.read_bytes())
    return FileResponse(
        content, as_attachment=True, filename="工作日历模板.xlsx", content_type=_SHEET
    )


def _asked_year(request: HttpRequest, today: date) -> int:
    year = whole(request.GET.get("year", ""), 4)
    return year if year and year > 1900 else today.year
