"""Comments beside their paragraphs: added to a text that is read, answered one by one."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from hengji.core.specifications.paragraphs import locate
from hengji.core.specifications.places import place_name
from hengji.core.specifications.value import AssessmentSpec
from hengji.domains.specifications import api
from hengji.faces.web.posted import whole
from hengji.faces.web.staff import staff
from hengji.platform.accounts.models import User
from hengji.platform.permissions import require_permission


@dataclass(frozen=True)
class Remark:
    """A comment and where its paragraph is in the text shown; None where that is gone."""

    comment: api.Comment
    path: str | None

    @property
    def place(self) -> str:
        """The place's name: now, or as it was."""
        return place_name(self.path or self.comment.path)


@dataclass(frozen=True)
class Discussion:
    """All comments on a specification, found again in one text of it."""

    remarks: tuple[Remark, ...]

    @property
    def waiting(self) -> tuple[Remark, ...]:
        """Those without an answer."""
        return tuple(one for one in self.remarks if one.comment.answered_at is None)

    def at(self, path: str) -> tuple[Remark, ...]:
        """Those on one paragraph."""
        return tuple(one for one in self.remarks if one.path == path)

    @property
    def lost(self) -> tuple[Remark, ...]:
        """Those whose paragraph is no longer there."""
        return tuple(one for one in self.remarks if one.path is None)


def discussion(actor: User, specification_id: int, text: AssessmentSpec) -> Discussion:
    """What was said of the specification, placed in ``text``."""
    found = api.comments_on(specification_id, actor=actor)
    return Discussion(tuple(Remark(one, locate(text, one.path, one.quote)) for one in found))


@require_POST
@require_permission(api.COMMENT_SPECIFICATIONS)
def add(request: HttpRequest, specification_id: int) -> HttpResponse:
    """A comment on one paragraph."""
    actor = staff(request)
    api.specification_get(specification_id, actor=actor)
    told = request.POST
    comment = api.comment_add(
        actor=actor,
        specification_id=specification_id,
        version_id=whole(told.get("version", "")),
        path=told.get("path", ""),
        quote=told.get("quote", ""),
        body=told.get("body", ""),
        at=timezone.now(),
    )
    messages.success(request, "批注已保存。")
    query = f"?version={comment.version_id}" if comment.version_id else ""
    page = reverse("office:specification-text", args=[specification_id])
    return redirect(f"{page}{query}#comment-{comment.pk}")


@require_POST
@require_permission(api.WRITE_SPECIFICATIONS)
def answer(request: HttpRequest, comment_id: int) -> HttpResponse:
    """The answer, with or without taking the comment up; back to where it was answered."""
    told = request.POST
    comment = api.comment_answer(
        actor=staff(request),
        comment_id=comment_id,
        answer=told.get("answer", ""),
        accepted=told.get("accepted") == "yes",
        at=timezone.now(),
    )
    messages.success(request, "批注已答复。")
    page = "office:specification-editor" if "editor" in told else "office:specification-text"
    back = reverse(page, args=[comment.specification_id])
    return redirect(f"{back}#comment-{comment.pk}")
