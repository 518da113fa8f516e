"""The province's reviews: the panel, the technical first review, the final review."""

from datetime import datetime

from django.db import transaction

from hengji.domains.specifications.models import PanelMember, Review, ReviewKind
from hengji.domains.specifications.rules import APPROVE_SPECIFICATIONS, REVIEW_SPECIFICATIONS
from hengji.domains.specifications.services.access import locked_specification, needed
from hengji.domains.specifications.services.panels import Panel, panel_of
from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record
from hengji.platform.states.services import transition_apply

PERMISSIONS = {
    ReviewKind.PANEL: REVIEW_SPECIFICATIONS,
    ReviewKind.FIRST: REVIEW_SPECIFICATIONS,
    ReviewKind.FINAL: APPROVE_SPECIFICATIONS,
}
_WAYS = {
    (ReviewKind.PANEL, True): "pass_panel",
    (ReviewKind.PANEL, False): "return_application",
    (ReviewKind.FIRST, True): "pass_first_review",
    (ReviewKind.FIRST, False): "return_first_review",
    (ReviewKind.FINAL, True): "pass_final_review",
    (ReviewKind.FINAL, False): "return_final_review",
}
_REVIEWER = {ReviewKind.FIRST: "first_reviewed_by", ReviewKind.FINAL: "final_reviewed_by"}


@transaction.atomic
def review_give(
    *,
    actor: User,
    specification_id: int,
    kind: ReviewKind,
    passed: bool,
    opinion: str,
    members: str = "",
    accounts: str = "",
    at: datetime,
) -> Review:
    """Pass the version that was handed in last, or return it, with the opinion.

    ``members`` and ``accounts`` are the panel's, by name and by username, as `panel_of` reads them.
    Raises `TransitionRefusedError`, also by whom a two-person rule keeps away, and
    `SpecificationInputError`.
    """
    specification = locked_specification(actor, PERMISSIONS[kind], specification_id)
    opinion = needed(opinion, "opinion", f"{kind.label}意见")
    panel = Panel(members.strip(), ())
    if kind is ReviewKind.PANEL:
        panel = panel_of(specification, members, accounts)
    if kind in _REVIEWER:
        setattr(specification, _REVIEWER[kind], actor)
    transition_apply(specification, _WAYS[kind, passed], actor=actor, at=at, remark=opinion)
    review = Review.objects.create(
        specification=specification,
        kind=kind,
        version=specification.versions.latest("number"),
        passed=passed,
        opinion=opinion,
        members=panel.members,
        by=actor,
        at=at,
    )
    PanelMember.objects.bulk_create(
        PanelMember(review=review, account=account) for account in panel.accounts
    )
    record(
        actor=actor,
        action="specifications.review.keep",
        subject=specification,
        jurisdiction=specification.jurisdiction,
        at=at,
        after={
            "kind": kind.value,
            "passed": passed,
            "version": review.version.number,
            "panel_accounts": [one.username for one in panel.accounts],
        },
    )
    return review
