"""The records of the catalogues, one noun a file."""

from hengji.domains.catalogues.models.entries import PublishedEntry, PublishedPair
from hengji.domains.catalogues.models.findings import (
    FindingState,
    ListFinding,
    Resolution,
    Severity,
)
from hengji.domains.catalogues.models.lists import Edition, ListKind, PublishedList
from hengji.domains.catalogues.models.skills import Skill, SkillKind

__all__ = [
    "Edition",
    "FindingState",
    "ListFinding",
    "ListKind",
    "PublishedEntry",
    "PublishedList",
    "PublishedPair",
    "Resolution",
    "Severity",
    "Skill",
    "SkillKind",
]
