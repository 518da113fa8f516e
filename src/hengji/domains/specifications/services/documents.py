"""Keeping the papers of a specification, version after version."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hengji.domains.specifications.errors import SpecificationStateError
from hengji.domains.specifications.files import DOCUMENT, DocumentKind
from hengji.domains.specifications.rules import (
    APPROVE_SPECIFICATIONS,
    HANDLE_SPECIFICATIONS,
    PROMULGATE_SPECIFICATIONS,
    REVIEW_SPECIFICATIONS,
)
from hengji.domains.specifications.services.access import locked_specification
from hengji.domains.specifications.states import ENDED
from hengji.platform.accounts.models import User
from hengji.platform.files.models import FileVersion
from hengji.platform.files.versions import version_add
from hengji.platform.permissions import Permission

_REVIEWERS = {
    DocumentKind.PANEL: REVIEW_SPECIFICATIONS,
    DocumentKind.FIRST_OPINION: REVIEW_SPECIFICATIONS,
    DocumentKind.FINAL_OPINION: APPROVE_SPECIFICATIONS,
    DocumentKind.FILING: PROMULGATE_SPECIFICATIONS,
    DocumentKind.PROMULGATION: PROMULGATE_SPECIFICATIONS,
}


def permission_for(kind: DocumentKind) -> Permission:
    """Whose paper it is: the reviewers' own, or the applicant's."""
    return _REVIEWERS.get(kind, HANDLE_SPECIFICATIONS)


@transaction.atomic
def document_add(
    *,
    actor: User,
    specification_id: int,
    kind: DocumentKind,
    name: str,
    chunks: Iterable[bytes],
    reason: str,
    at: datetime,
) -> FileVersion:
    """Keep a paper, or a new version of it with what has changed.

    Raises `SpecificationStateError` once the procedure has ended, and what `version_add` raises.
    """
    specification = locked_specification(actor, permission_for(kind), specification_id)
    if specification.state in ENDED:
        raise SpecificationStateError(
            "SPECIFICATION_ENDED",
            f"考核规范现在是“{specification.status.label}”，不再接收材料。",
        )
    return version_add(
        actor=actor,
        subject=specification,
        jurisdiction=specification.jurisdiction,
        purpose=DOCUMENT,
        title=kind.label,
        name=name,
        chunks=chunks,
        reason=reason or "首次提交",
        at=at,
    )
