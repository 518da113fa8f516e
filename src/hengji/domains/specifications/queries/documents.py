"""The papers of a specification with their versions."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from hengji.domains.specifications.files import DocumentKind
from hengji.platform.files.models import FileVersion, VersionedFile


@dataclass(frozen=True)
class Document:
    """One paper; ``versions`` the newest first, none where it is still missing."""

    kind: DocumentKind
    versions: tuple[FileVersion, ...]


def documents_of(specification: Model) -> tuple[Document, ...]:
    """Every kind of paper in the order of the procedure, whether it is there or not."""
    found = FileVersion.objects.filter(document__in=_chains(specification))
    by_title: dict[str, list[FileVersion]] = {}
    for one in found.select_related("file", "by", "document").order_by("-number"):
        by_title.setdefault(one.document.title, []).append(one)
    return tuple(Document(kind, tuple(by_title.get(kind.label, ()))) for kind in DocumentKind)


def missing_documents(
    specification: Model, kinds: Iterable[DocumentKind]
) -> tuple[DocumentKind, ...]:
    """Those of ``kinds`` of which there is no version."""
    there = set(_chains(specification).values_list("title", flat=True))
    return tuple(kind for kind in kinds if kind.label not in there)


def _chains(specification: Model) -> QuerySet[VersionedFile]:
    return VersionedFile.objects.filter(
        subject_type=specification._meta.label_lower, subject_id=str(specification.pk)
    )
