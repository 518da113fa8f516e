"""Teaching guides with what they cover and what they leave out."""

from dataclasses import dataclass

from hengji.core.specifications.value import AssessmentSpec
from hengji.domains.specifications.errors import NoSuchPartError
from hengji.domains.specifications.models import Chapter, Guide, Specification
from hengji.domains.specifications.queries.specifications import specifications_visible
from hengji.platform.accounts.models import User


@dataclass(frozen=True)
class KnowledgePoint:
    """One item of 相关知识, by its place in the text."""

    path: str
    task: str
    text: str


@dataclass(frozen=True)
class TaughtChapter:
    """A chapter and the points that it teaches."""

    chapter: Chapter
    points: tuple[KnowledgePoint, ...]


@dataclass(frozen=True)
class GuideCoverage:
    """A guide, its chapters, and the points that none of them teaches."""

    guide: Guide
    chapters: tuple[TaughtChapter, ...]
    points: tuple[KnowledgePoint, ...]
    uncovered: tuple[KnowledgePoint, ...]

    @property
    def covered(self) -> int:
        """How many points are taught."""
        return len(self.points) - len(self.uncovered)


def knowledge_points(text: AssessmentSpec) -> tuple[KnowledgePoint, ...]:
    """Every knowledge point of a text, in its order."""
    return tuple(
        KnowledgePoint(f"tasks[{row}].knowledge[{place}]", task.task, item)
        for row, task in enumerate(text.tasks)
        for place, item in enumerate(task.knowledge)
    )


def guide_get(guide_id: int, *, actor: User) -> GuideCoverage:
    """One guide of a specification that the actor may see. Raises `NoSuchPartError`."""
    found = Guide.objects.select_related("version__revision", "added_by", "specification").filter(
        pk=guide_id, specification__in=specifications_visible(actor)
    )
    guide = found.prefetch_related("chapters").first()
    if guide is None:
        raise NoSuchPartError("这份教学指导材料")
    return _coverage(guide)


def guides_of(specification: Specification) -> tuple[GuideCoverage, ...]:
    """The guides in the order in which they were added."""
    found = specification.guides.select_related("version__revision", "added_by")
    return tuple(_coverage(guide) for guide in found.prefetch_related("chapters"))


def _coverage(guide: Guide) -> GuideCoverage:
    points = knowledge_points(guide.version.spec)
    by_path = {one.path: one for one in points}
    chapters = tuple(
        TaughtChapter(one, tuple(by_path[path] for path in one.points if path in by_path))
        for one in guide.chapters.all()
    )
    taught = {point.path for one in chapters for point in one.points}
    return GuideCoverage(
        guide, chapters, points, tuple(one for one in points if one.path not in taught)
    )
