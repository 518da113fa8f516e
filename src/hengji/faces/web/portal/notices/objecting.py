"""Objecting to a notice, and asking for the answer by the receipt."""

import secrets
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hengji.faces.web.address import client_address
from hengji.faces.web.portal.notices.views import notice_context
from hengji.platform.errors import HengjiError
from hengji.platform.notices.errors import NoticeStateError
from hengji.platform.notices.files import EVIDENCE
from hengji.platform.notices.models import Objection
from hengji.platform.notices.queries.public import objection_by_receipt
from hengji.platform.notices.services.objecting import (
    LONGEST_CONTENT,
    MOST_FILES,
    Evidence,
    ObjectionText,
    form_token,
    new_receipt,
    objection_submit,
)


class ManyFiles(forms.FileInput):
    """Several files by one field."""

    allow_multiple_selected = True


class EvidenceField(forms.FileField):
    """Cleans to a list of files, each cleaned as one; empty for none."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Django hands over a list where the widget takes several."""
        return [super(EvidenceField, self).clean(one, initial) for one in data or ()]


class ObjectionForm(forms.Form):
    """Real name, how to be reached, and what is wrong."""

    row = forms.IntegerField(
        label="名单序号", required=False, min_value=1, help_text="针对名单中某一行时填写"
    )
    content = forms.CharField(
        label="异议内容和理由",
        max_length=LONGEST_CONTENT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    evidence = EvidenceField(
        label="证据",
        required=False,
        widget=ManyFiles(attrs={"multiple": True, "accept": ",".join(EVIDENCE.endings)}),
        help_text=f"最多 {MOST_FILES} 个，每个为 {EVIDENCE.told}",
    )
    name = forms.CharField(
        label="真实姓名或单位名称", max_length=40, widget=forms.TextInput({"autocomplete": "name"})
    )
    contact = forms.CharField(
        label="联系方式",
        max_length=100,
        help_text="手机号码、电子邮箱或通信地址",
        widget=forms.TextInput({"autocomplete": "tel"}),
    )
    token = forms.CharField(widget=forms.HiddenInput)

    @property
    def text(self) -> ObjectionText:
        """What was written, of a valid form."""
        told = self.cleaned_data
        return ObjectionText(told["name"], told["contact"], told["content"], told["row"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: HttpRequest, notice_id: int) -> HttpResponse:
    """The form; a good one is answered with its receipt, shown this once."""
    context = notice_context(request, notice_id)
    if request.method != "POST":
        if not context["open"]:
            raise NoticeStateError("NOTICE_NOT_OPEN", "这份公示不在公示期内，不再接收异议。")
        token = form_token(notice_id, secrets.token_urlsafe(24))
        row = request.GET.get("on", "")
        return _form(request, ObjectionForm(initial={"token": token, "row": row}), context)
    form = ObjectionForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            taken = _take(request, notice_id, form)
        except HengjiError as error:
            if error.status not in {400, 413}:
                raise
            field = "evidence" if error.field == "file" else error.field
            form.add_error(field if field in form.fields else None, error.message)
        else:
            return render(request, "notices/taken.html", context | {"objection": taken})
    return _form(request, form, context)


def _take(request: HttpRequest, notice_id: int, form: ObjectionForm) -> Objection:
    return objection_submit(
        notice_id=notice_id,
        text=form.text,
        evidence=[
            Evidence(file.name or "证据", file.chunks()) for file in form.cleaned_data["evidence"]
        ],
        token=form.cleaned_data["token"],
        address=client_address(request),
        receipt=new_receipt(),
        at=timezone.now(),
    )


def _form(request: HttpRequest, form: ObjectionForm, context: dict[str, Any]) -> HttpResponse:
    trail = [*context["breadcrumbs"][:-1], (context["notice"].title, ""), ("提出异议", "")]
    trail[1] = (context["notice"].title, reverse("portal:notice", args=[context["notice"].pk]))
    status = 400 if form.errors else 200
    return render(
        request,
        "notices/object.html",
        context | {"form": form, "breadcrumbs": trail},
        status=status,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """The answer, by the receipt; it is posted, so that it stands in no address and no log."""
    context: dict[str, Any] = {
        "breadcrumbs": [("公示公告", reverse("portal:notices")), ("查询异议答复", "")]
    }
    status = 200
    if request.method == "POST":
        context["typed"] = request.POST.get("receipt", "")[:60]
        try:
            context["objection"] = objection_by_receipt(context["typed"])
        except HengjiError as error:
            context["error"], status = error.message, error.status
    return render(request, "notices/receipt.html", context, status=status)
