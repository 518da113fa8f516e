"""Writing the text, and freezing it as a version."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hengji.core.specifications.merging import Conflict, merge
from hengji.core.specifications.plain import to_plain
from hengji.core.specifications.value import AssessmentSpec
from hengji.domains.specifications.errors import NoSuchPartError, SpecificationStateError
from hengji.domains.specifications.models import Specification, TextRevision, Version
from hengji.domains.specifications.models.texts import Occasion
from hengji.domains.specifications.rules import WRITE_SPECIFICATIONS
from hengji.domains.specifications.services.access import locked_specification
from hengji.domains.specifications.states import WRITING
from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record


@dataclass(frozen=True)
class Saved:
    """What is in the record now. ``merged_with`` names who had saved meanwhile, or is empty.

    A conflict holds what both wrote at one place; the record keeps what was there first.
    """

    revision: int
    value: AssessmentSpec
    merged_with: str
    conflicts: tuple[Conflict, ...] = ()


@transaction.atomic
def text_save(
    *,
    actor: User,
    specification_id: int,
    base_revision: int,
    value: AssessmentSpec,
    at: datetime,
) -> Saved:
    """Save the text that was begun from ``base_revision``; what others saved since is merged in.

    A text that changes nothing makes no revision. Raises `NoSuchSpecificationError`,
    `SpecificationStateError` for a text that is fixed, and `NoSuchPartError` for a base that the
    record does not have.
    """
    specification = locked_specification(actor, WRITE_SPECIFICATIONS, specification_id)
    if specification.state not in WRITING:
        raise SpecificationStateError(
            "SPECIFICATION_TEXT_FIXED",
            f"考核规范现在是“{specification.status.label}”，文本不能修改。",
        )
    newest = specification.text_revisions.select_related("saved_by").latest("number")
    if base_revision == newest.number:
        return _kept(specification, newest, value, actor=actor, at=at)
    base = specification.text_revisions.filter(number=base_revision).first()
    if base is None:
        raise NoSuchPartError("这一版文本，请刷新页面")
    merged = merge(base.spec, value, newest.spec)
    saved = _kept(specification, newest, merged.spec, sent=value, actor=actor, at=at)
    others = specification.text_revisions.filter(number__gt=base_revision).select_related(
        "saved_by"
    )
    names = dict.fromkeys(
        str(one.saved_by)
        for one in others.filter(number__lte=newest.number)
        if one.saved_by_id != actor.pk
    )
    return Saved(saved.revision, saved.value, "、".join(names), merged.conflicts)


def _kept(
    specification: Specification,
    newest: TextRevision,
    value: AssessmentSpec,
    *,
    sent: AssessmentSpec | None = None,
    actor: User,
    at: datetime,
) -> Saved:
    """What was sent is kept too where merging changed it: it is the only trace of a conflict."""
    if value == newest.spec and (sent is None or sent == value):
        return Saved(newest.number, newest.spec, "")
    revision = revision_add(
        specification,
        value,
        number=newest.number + 1,
        sent=sent if sent != value else None,
        actor=actor,
        at=at,
    )
    specification.save(update_fields=("name", "occupation", "definition"))
    record(
        actor=actor,
        action="specifications.text.save",
        subject=specification,
        jurisdiction=specification.jurisdiction,
        at=at,
        after={"revision": revision.number},
    )
    return Saved(revision.number, value, "")


def revision_add(
    specification: Specification,
    value: AssessmentSpec,
    *,
    number: int,
    actor: User,
    at: datetime,
    sent: AssessmentSpec | None = None,
) -> TextRevision:
    """Add the revision and let the record follow it; the caller saves the record."""
    specification.name = value.name.strip()[:200] or specification.name
    specification.occupation = value.occupation.strip()[:200]
    specification.definition = value.definition
    return TextRevision.objects.create(
        specification=specification,
        number=number,
        value=to_plain(value),
        sent=to_plain(sent) if sent is not None else None,
        saved_by=actor,
        saved_at=at,
    )


def version_freeze(
    specification: Specification,
    occasion: Occasion,
    *,
    reply: str = "",
    actor: User,
    at: datetime,
) -> Version:
    """Freeze the newest text as the next version; the caller holds transaction and lock.

    A revision that is a version already is saved once more: each hand-in is a version of its own.
    """
    newest = specification.newest_text
    if Version.objects.filter(revision=newest).exists():
        newest = revision_add(
            specification, newest.spec, number=newest.number + 1, actor=actor, at=at
        )
    version = Version.objects.create(
        specification=specification,
        number=specification.versions.count() + 1,
        revision=newest,
        occasion=occasion,
        reply=reply.strip(),
        frozen_by=actor,
        frozen_at=at,
    )
    record(
        actor=actor,
        action="specifications.text.freeze",
        subject=specification,
        jurisdiction=specification.jurisdiction,
        at=at,
        after={"version": version.number, "revision": newest.number},
    )
    return version
