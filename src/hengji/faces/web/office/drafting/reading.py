"""A text to be read in the order of 附件3, with what was said of each paragraph beside it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hengji.core.specifications.comparing import wording
from hengji.core.specifications.places import SECTIONS, chinese_number, place_name
from hengji.core.specifications.value import AssessmentSpec
from hengji.domains.specifications import api
from hengji.faces.web.office.drafting.discussion import Discussion, Remark, discussion
from hengji.faces.web.office.drafting.texts import text_asked
from hengji.faces.web.specification_files import FORMS
from hengji.faces.web.staff import staff
from hengji.platform.permissions import allowed, require_permission


@dataclass(frozen=True)
class Shown:
    """A paragraph as the page shows it: ``head`` before it, ``level`` how deep it stands."""

    path: str
    head: str
    text: str
    level: int
    remarks: tuple[Remark, ...]

    @property
    def place(self) -> str:
        """The name of its place."""
        return place_name(self.path)


@never_cache
@require_safe
@require_permission(api.VIEW_SPECIFICATIONS)
def text(request: HttpRequest, specification_id: int) -> HttpResponse:
    """The working text, or the version that ``version`` names."""
    actor = staff(request)
    shown = text_asked(actor, request, specification_id)
    specification = shown.specification
    talk = discussion(actor, specification_id, shown.value)
    context = {
        "specification": specification,
        "text": shown,
        "version": shown.version,
        "versions": api.versions_of(specification_id, actor=actor),
        "sections": _sections(shown.value, talk),
        "discussion": talk,
        "may_comment": allowed(actor, api.COMMENT_SPECIFICATIONS) and not specification.issued_id,
        "may_answer": allowed(actor, api.WRITE_SPECIFICATIONS),
        "forms": FORMS,
        "breadcrumbs": shown.breadcrumbs(shown.label),
    }
    return render(request, "drafting/text.html", context)


def _sections(value: AssessmentSpec, talk: Discussion) -> list[tuple[str, list[Shown]]]:
    return [
        (title, [one for key in keys for one in _shown(value, key, talk)])
        for title, keys in SECTIONS
    ]


def _shown(value: AssessmentSpec, key: str, talk: Discussion) -> list[Shown]:
    def show(path: str, head: str, told: object, level: int = 0) -> Shown:
        said = wording(told)
        unit = _UNITS.get(path, "") if said else ""
        return Shown(path, head, f"{said}{unit}", level, talk.at(path))

    if key == "tasks":
        lines = []
        for at, row in enumerate(value.tasks):
            path = f"tasks[{at}]"
            head = f"（{chinese_number(at + 1)}）"
            lines.append(show(f"{path}.task", head, row.task, 1))
            lines.append(show(f"{path}.weight", "考核比重", row.weight, 2))
            for name in ("criteria", "knowledge"):
                items = getattr(row, name)
                lines += [
                    show(f"{path}.{name}[{n}]", f"{_LIST[name]} {n + 1}.", item, 2)
                    for n, item in enumerate(items)
                ]
        return lines
    if key in _PARTS:
        part = getattr(value, key)
        found = [(f"{key}.{name}", _inside(part, name)) for name in _PARTS[key]]
        return [
            show(path, place_name(path), told) for path, told in found if told not in ("", None)
        ]
    told = getattr(value, key)
    return [show(key, place_name(key), told)] if told or key != "level" else []


_UNITS = {"requirements.examiners.count": " 名", "requirements.duration_minutes": " 分钟"}
_LIST = {"criteria": "操作规范", "knowledge": "相关知识"}
_PARTS = {
    "requirements": (
        "entry", "examiners.count", "examiners.composition", "method", "duration_minutes",
        "theory", "venue",
    ),
    "flags": ("complex", "safety", "consumer_health"),
}  # fmt: skip


def _inside(part: object, name: str) -> object:
    for step in name.split("."):
        part = getattr(part, step)
    return part
