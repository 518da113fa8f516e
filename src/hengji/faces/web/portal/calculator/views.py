"""The pages of 补贴试算."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hengji.core.adjudication.explanation import STATE_LABELS, State
from hengji.core.packs.model import Pack
from hengji.core.rules.values import Kind
from hengji.domains.subsidies import api
from hengji.faces.web.portal.calculator.fields import fields_of
from hengji.faces.web.portal.calculator.form import (
    MOST_PAID,
    PAID_ROWS,
    ClaimForm,
    Part,
    read_form,
)
from hengji.faces.web.portal.calculator.limits import brake
from hengji.faces.web.posted import whole
from hengji.platform.errors import NotFoundError
from hengji.platform.jurisdictions.models import Jurisdiction

ADD, ANSWER, GO_ON, REMOVE = "add", "answer", "go-on", "remove-"
MOST_ANSWERS, MOST_LOOKUPS = 60, 240  # a minute from one address
_SHOWN_STATES = (State.UNMET, State.UNKNOWN, State.MET, State.NOT_APPLICABLE, State.NOT_ASKED)


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """Choose the place whose notice decides; with one place there is nothing to choose."""
    packs = api.estimate_packs(timezone.localdate())
    if len(packs) == 1:
        return redirect("portal:calculator-pack", pack_id=packs[0].id)
    names = dict(
        Jurisdiction.objects.filter(code__in=[pack.division for pack in packs]).values_list(
            "code", "name"
        )
    )
    shown = [(pack, names.get(pack.division, pack.issuer)) for pack in packs]
    return render(request, "calculator/places.html", {"packs": shown})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calculate(request: HttpRequest, pack_id: str) -> HttpResponse:
    """The form, and beneath it the answer once the claim is told.

    Without JavaScript the buttons ask for the fields and for more rows; with it htmx does.
    """
    pack = _pack(pack_id)
    ruleset = api.public_ruleset(pack_id)
    texts = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    if request.method != "POST":
        texts = {one: request.GET[one] for one in ("benefit", "programme") if one in request.GET}
        texts.setdefault(ruleset.adjudication.order, timezone.localdate().isoformat())
    step = texts.get("step", "")
    rows = min(whole(texts.get(PAID_ROWS, "")) or 0, MOST_PAID)
    removed = step.removeprefix(REMOVE) if step.startswith(REMOVE) else ""
    form = read_form(
        ruleset,
        texts,
        complete=step == ANSWER,
        goes_on=step == GO_ON or GO_ON in texts,
        paid_rows=rows + (step == ADD),
        left_out=whole(removed) or 0,
    )
    context = {
        "pack": pack,
        "form": form,
        "entry": api.entry_inputs(ruleset),
        "place": _place_name(pack),
        "several": _several(),
    }
    status = 200
    if step == ANSWER:
        brake(request, "answer", MOST_ANSWERS)
        if form.is_faulty:
            status = 400
        elif form.is_open:
            context |= _answer(pack_id, form)
    return render(request, "calculator/calculator.html", context, status=status)


@require_GET
def entries(request: HttpRequest, pack_id: str) -> HttpResponse:
    """Rows of the lists whose name or code has the text that is being typed."""
    brake(request, "entries", MOST_LOOKUPS)
    _pack(pack_id)
    ruleset = api.public_ruleset(pack_id)
    texts = request.GET.dict()
    choices = tuple(one for one in ruleset.adjudication.inputs if one.kind is Kind.CHOICE)
    given = {field.input.name: field.read()[0] for field in fields_of(choices, texts)}
    typed = texts.get(request.headers.get("HX-Trigger-Name", ""), "")
    found = api.suggest(ruleset, given, typed[:40])
    return render(request, "calculator/_entries.html", {"found": found, "typed": typed})


def _answer(pack_id: str, form: ClaimForm) -> dict[str, object]:
    estimate = api.estimate_claim(pack_id=pack_id, claim=form.claim.values, paid=form.paid_values)
    groups = [
        (state, STATE_LABELS[state], estimate.lines(state))
        for state in _SHOWN_STATES
        if estimate.lines(state)
    ]
    return {
        "estimate": estimate,
        "groups": groups,
        "readings": [(one, one.options.get(one.chosen, "")) for one in estimate.interpretations],
        "told": [*_told(form.claim), *(line for part in form.paid for line in _told(part))],
        "day": timezone.localdate(),
    }


def _told(part: Part) -> list[tuple[str, str]]:
    """Label and text of what was filled in, for the printed answer."""
    before = f"以前第{part.number}次：" if part.number else ""
    return [
        (
            before + field.input.label,
            f"{dict(field.options).get(field.text, field.text)}{field.unit}",
        )
        for field in (*part.choices, *part.others)
        if field.text
    ]


def _pack(pack_id: str) -> Pack:
    for pack in api.estimate_packs(timezone.localdate()):
        if pack.id == pack_id:
            return pack
    raise NotFoundError("NOT_FOUND", "没有这个地区的试算。")


def _place_name(pack: Pack) -> str:
    place = Jurisdiction.objects.filter(code=pack.division).first()
    return place.name if place else pack.issuer


def _several() -> bool:
    return len(api.estimate_packs(timezone.localdate())) > 1
