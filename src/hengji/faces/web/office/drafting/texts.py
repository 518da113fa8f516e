"""Which text of a specification a page speaks of: the working text, or a version handed in."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from hengji.core.specifications.value import AssessmentSpec
from hengji.domains.specifications import api
from hengji.faces.web.posted import whole
from hengji.platform.accounts.models import User
from hengji.platform.errors import NotFoundError


@dataclass(frozen=True)
class Text:
    """One text. ``mark`` says on every page of a file that it is not what was promulgated."""

    specification: api.Specification
    version: api.Version | None
    value: AssessmentSpec
    editable: bool
    why_not: str
    saved_by: User
    saved_at: datetime

    @property
    def label(self) -> str:
        """What the text is called in a list."""
        if self.version is None:
            return "工作文本"
        return f"第{self.version.number}版"

    @property
    def issued(self) -> bool:
        """Is this the text that was promulgated?"""
        return self.version is not None and self.version.pk == self.specification.issued_id

    @property
    def mark(self) -> str:
        """草稿 with its date, 第2版 with its date, or nothing."""
        if self.issued:
            return ""
        label = "草稿" if self.version is None else self.label
        day = timezone.localdate(self.saved_at)
        return f"{label} {day.year}年{day.month}月{day.day}日"

    def breadcrumbs(self, here: str) -> list[tuple[str, str]]:
        """The way to a page about this text."""
        record = reverse("office:specification", args=[self.specification.pk])
        return [
            ("考核规范", reverse("office:specifications")),
            (str(self.specification), record),
            (here, ""),
        ]


def text_named(actor: User, specification_id: int, version: str) -> Text:
    """The version with this id, or the working text where none is named.

    Raises NotFoundError for what the actor may not see or is not this specification's.
    """
    specification = api.specification_get(specification_id, actor=actor)
    newest = api.working_text(specification_id, actor=actor)
    if not version:
        return Text(
            specification, None, newest.value, newest.editable, newest.why_not, newest.saved_by,
            newest.saved_at,
        )  # fmt: skip
    found = api.version_get(whole(version) or 0, actor=actor)
    if found.specification_id != specification_id:
        raise NotFoundError("SPECIFICATION_PART_NOT_FOUND", "没有找到这个版本。")
    return Text(
        specification, found, found.spec, newest.editable, newest.why_not, found.frozen_by,
        found.frozen_at,
    )  # fmt: skip


def text_asked(actor: User, request: HttpRequest, specification_id: int) -> Text:
    """The text that the page's query names."""
    return text_named(actor, specification_id, request.GET.get("version", ""))
