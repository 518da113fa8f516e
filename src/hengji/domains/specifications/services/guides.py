"""Teaching guides: what is taught from, and which chapter teaches which knowledge point."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from hengji.domains.specifications.errors import NoSuchPartError, SpecificationInputError
from hengji.domains.specifications.models import Chapter, Guide, GuideKind
from hengji.domains.specifications.queries.guides import knowledge_points
from hengji.domains.specifications.rules import HANDLE_SPECIFICATIONS
from hengji.domains.specifications.services.access import locked_specification, needed
from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record


@transaction.atomic
def guide_add(
    *, actor: User, specification_id: int, kind: GuideKind, title: str, author: str, at: datetime
) -> Guide:
    """Add a guide to the newest version (001 二(四)). Raises `SpecificationInputError`."""
    specification = locked_specification(actor, HANDLE_SPECIFICATIONS, specification_id)
    version = specification.versions.order_by("-number").first()
    if version is None:
        raise SpecificationInputError(
            "GUIDE_WITHOUT_VERSION", "考核规范还没有提交过版本，请在提交后登记。", field="title"
        )
    title = needed(title, "title", "名称")[:120]
    if version.guides.filter(title=title).exists():
        raise SpecificationInputError("GUIDE_TWICE", f"“{title}”已经登记。", field="title")
    guide = Guide.objects.create(
        specification=specification,
        version=version,
        kind=kind,
        title=title,
        author=author.strip()[:120],
        added_by=actor,
        added_at=at,
    )
    record(
        actor=actor,
        action="specifications.guide.add",
        subject=specification,
        jurisdiction=specification.jurisdiction,
        at=at,
        after={"guide": title, "version": version.number},
    )
    return guide


@transaction.atomic
def chapter_save(
    *,
    actor: User,
    guide_id: int,
    number: int,
    title: str,
    points: Collection[str],
    at: datetime,
) -> Chapter:
    """Write the chapter of this number, with the knowledge points that it teaches.

    Raises `NoSuchPartError`, and `SpecificationInputError` for a point that the version lacks.
    """
    guide = Guide.objects.select_related("version__revision").filter(pk=guide_id).first()
    if guide is None:
        raise NoSuchPartError("这份教学指导材料")
    specification = locked_specification(actor, HANDLE_SPECIFICATIONS, guide.specification_id)
    known = [one.path for one in knowledge_points(guide.version.spec)]
    if number < 1 or not set(points) <= set(known):
        raise SpecificationInputError("CHAPTER_WRONG", "章号或者知识点不对。", field="points")
    chapter, _ = Chapter.objects.update_or_create(
        guide=guide,
        number=number,
        defaults={
            "title": needed(title, "title", "章名")[:120],
            "points": [path for path in known if path in points],
        },
    )
    record(
        actor=actor,
        action="specifications.guide.chapter",
        subject=specification,
        jurisdiction=specification.jurisdiction,
        at=at,
        after={"guide": guide.title, "chapter": number, "points": chapter.points},
    )
    return chapter
