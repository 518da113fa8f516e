"""The names of occupations that the current lists know."""

from dataclasses import dataclass
from functools import lru_cache

from hengji.core.catalogues.cells import split_work_types
from hengji.domains.catalogues.models import Edition, PublishedEntry, SkillKind


@dataclass(frozen=True)
class OccupationNames:
    """Occupations (细类) and work types (工种), as printed."""

    names: frozenset[str]
    work_types: frozenset[str]


def occupation_names() -> OccupationNames:
    """What rows of occupations are called, and what specialties name as their field.

    Read once for a set of current editions: an edition never changes.
    """
    current = Edition.objects.filter(is_current=True).order_by("pk")
    return _of_editions(tuple(current.values_list("pk", flat=True)))


@lru_cache(maxsize=4)
def _of_editions(editions: tuple[int, ...]) -> OccupationNames:
    names: set[str] = set()
    work_types: set[str] = set()
    rows = PublishedEntry.objects.filter(
        edition_id__in=editions, skill__kind__in=[SkillKind.OCCUPATION, SkillKind.SPECIALTY]
    ).order_by()
    for kind, name, scope, occupation in rows.values_list(
        "skill__kind", "name", "scope", "occupation"
    ):
        if kind == SkillKind.OCCUPATION:
            names.add(name)
            work_types.update(split_work_types(scope))
        elif occupation:
            names.add(occupation)
    return OccupationNames(frozenset(names), frozenset(work_types))
