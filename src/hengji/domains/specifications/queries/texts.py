"""The text of a specification: as it is being written, and as it was handed in."""

from dataclasses import dataclass
from datetime import datetime

from hengji.core.specifications.value import AssessmentSpec
from hengji.domains.specifications.errors import NoSuchPartError
from hengji.domains.specifications.models import Comment, Specification, Version
from hengji.domains.specifications.queries.specifications import (
    specification_get,
    specifications_visible,
)
from hengji.domains.specifications.rules import WRITE_SPECIFICATIONS
from hengji.domains.specifications.states import WRITING
from hengji.platform.accounts.models import User
from hengji.platform.errors import HengjiError
from hengji.platform.permissions import require


@dataclass(frozen=True)
class WorkingText:
    """The newest revision, and whether the actor may change it; ``why_not`` says why not."""

    specification_id: int
    revision: int
    value: AssessmentSpec
    editable: bool
    why_not: str
    saved_by: User
    saved_at: datetime


def working_text(spec_pk: int, *, actor: User) -> WorkingText:
    """The text as it stands. Raises `NoSuchSpecificationError`."""
    specification = specification_get(spec_pk, actor=actor)
    newest = specification.text_revisions.select_related("saved_by").latest("number")
    why_not = why_not_editable(specification, actor)
    return WorkingText(
        specification.pk, newest.number, newest.spec, not why_not, why_not,
        newest.saved_by, newest.saved_at,
    )  # fmt: skip


def why_not_editable(specification: Specification, actor: User) -> str:
    """In Chinese why this actor cannot change the text now; empty where he can."""
    if specification.state not in WRITING:
        return f"考核规范现在是“{specification.status.label}”，文本不能修改。"
    try:
        require(actor, WRITE_SPECIFICATIONS, specification.jurisdiction, specification.body)
    except HengjiError as error:
        return error.message
    return ""


def versions_of(spec_pk: int, *, actor: User) -> tuple[Version, ...]:
    """What was handed in, the newest first. Raises `NoSuchSpecificationError`."""
    specification = specification_get(spec_pk, actor=actor)
    return tuple(specification.versions.select_related("revision", "frozen_by", "specification"))


def version_get(version_pk: int, *, actor: User) -> Version:
    """One version of a specification that the actor may see. Raises `NoSuchPartError`."""
    found = Version.objects.select_related(
        "revision", "frozen_by", "specification__jurisdiction", "specification__body"
    ).filter(pk=version_pk, specification__in=specifications_visible(actor))
    version = found.first()
    if version is None:
        raise NoSuchPartError("这个版本")
    return version


def comments_on(spec_pk: int, *, actor: User, version_pk: int | None = None) -> tuple[Comment, ...]:
    """Comments in the order in which they were made, on all texts or on one version."""
    specification = specification_get(spec_pk, actor=actor)
    found = specification.comments.select_related("by", "answered_by", "version")
    if version_pk is not None:
        found = found.filter(version_id=version_pk)
    return tuple(found)
