"""Commenting on a paragraph, and answering one comment after the other."""

from datetime import datetime

from django.db import transaction

from hengji.domains.specifications.errors import (
    NoSuchPartError,
    SpecificationInputError,
    SpecificationStateError,
)
from hengji.domains.specifications.models import Comment
from hengji.domains.specifications.rules import COMMENT_SPECIFICATIONS, WRITE_SPECIFICATIONS
from hengji.domains.specifications.services.access import locked_specification, needed
from hengji.domains.specifications.states import BEFORE_FILING, State
from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record

OPEN_TO_COMMENTS = (*BEFORE_FILING, State.FILING, State.FILED)
LONGEST_PATH = 80


@transaction.atomic
def comment_add(
    *,
    actor: User,
    specification_id: int,
    version_id: int | None,
    path: str,
    quote: str,
    body: str,
    at: datetime,
) -> Comment:
    """Comment on the paragraph at ``path`` of a version, or of the working text with None.

    Raises `NoSuchSpecificationError`, `NoSuchPartError`, `SpecificationInputError`, and
    `SpecificationStateError` once the text was promulgated.
    """
    specification = locked_specification(actor, COMMENT_SPECIFICATIONS, specification_id)
    if specification.state not in OPEN_TO_COMMENTS:
        raise SpecificationStateError(
            "SPECIFICATION_TEXT_FIXED",
            f"考核规范现在是“{specification.status.label}”，不再接受批注。",
        )
    if version_id is not None and not specification.versions.filter(pk=version_id).exists():
        raise NoSuchPartError("这个版本")
    if len(path) > LONGEST_PATH:
        raise SpecificationInputError("SPECIFICATION_PATH_WRONG", "批注的位置不对。", field="path")
    comment = Comment.objects.create(
        specification=specification,
        version_id=version_id,
        path=path,
        quote=quote,
        body=needed(body, "body", "批注"),
        by=actor,
        at=at,
    )
    record(
        actor=actor,
        action="specifications.comment.add",
        subject=specification,
        jurisdiction=specification.jurisdiction,
        at=at,
        after={"comment": comment.pk, "path": path},
    )
    return comment


@transaction.atomic
def comment_answer(
    *, actor: User, comment_id: int, answer: str, accepted: bool, at: datetime
) -> Comment:
    """Answer a comment, once. Raises `NoSuchPartError` and `SpecificationStateError`."""
    found = Comment.objects.filter(pk=comment_id).first()
    if found is None:
        raise NoSuchPartError("这条批注")
    specification = locked_specification(actor, WRITE_SPECIFICATIONS, found.specification_id)
    comment = Comment.objects.select_for_update().get(pk=comment_id)
    if comment.answered_at is not None:
        raise SpecificationStateError("COMMENT_ANSWERED", "这条批注已经答复。")
    comment.answer, comment.accepted = needed(answer, "answer", "答复"), accepted
    comment.answered_by, comment.answered_at = actor, at
    comment.save()
    record(
        actor=actor,
        action="specifications.comment.answer",
        subject=specification,
        jurisdiction=specification.jurisdiction,
        at=at,
        after={"comment": comment.pk, "accepted": accepted},
    )
    return comment
