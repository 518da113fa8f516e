"""Letting go of what an upheld objection holds back: a second person, and a reason."""

from datetime import datetime

from django.db import transaction

from hengji.domains.subsidies.errors import HoldReleaseError, NoSuchHoldError
from hengji.domains.subsidies.events import CLAIM_RELEASED
from hengji.domains.subsidies.models import AdjudicationRun, ClaimHold, HoldRelease
from hengji.domains.subsidies.rules import CONFIRM_RUNS
from hengji.domains.subsidies.services.access import locked_run
from hengji.domains.subsidies.services.clearing import cleared_anew
from hengji.platform.accounts.hands import hands_of
from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record
from hengji.platform.outbox.services import publish


@transaction.atomic
def claim_release(*, actor: User, run_id: int, hold_id: int, reason: str, at: datetime) -> None:
    """What the hold names may be paid after all; other holds on the same claim stay.

    Not by whoever upheld the objection. Where the period is over, what may be paid is counted
    anew. Raises `HoldReleaseError`, `NoSuchHoldError` and the errors of `locked_run`.
    """
    run = locked_run(actor, CONFIRM_RUNS, run_id)
    reason = reason.strip()
    if not reason:
        raise HoldReleaseError("REASON_MISSING", "请写明解除暂缓的理由。", field="reason")
    hold = (
        run.holds.unreleased().select_related("objection__answered_by").filter(pk=hold_id).first()
    )
    if hold is None:
        raise NoSuchHoldError
    upheld_by = hold.objection.answered_by
    if upheld_by is None or upheld_by == actor:  # the database asks for one of every answer
        raise HoldReleaseError("SAME_PERSON", "认定异议成立的人不能解除暂缓，请由另一人办理。")
    for hand in hands_of(actor, at):
        if hand.account == upheld_by:
            raise HoldReleaseError("SAME_PERSON", f"{hand.reason}，解除暂缓须由另一人办理。")
    HoldRelease.objects.create(
        hold=hold, upheld_by=upheld_by, released_by=actor, released_at=at, reason=reason
    )
    counted = cleared_anew(run)
    record(
        actor=actor,
        action="subsidies.claim.release",
        subject=run,
        jurisdiction=run.jurisdiction,
        at=at,
        before={"held": str(hold), **counted[0]},
        after={"released": str(hold), "objection": hold.objection_id, **counted[1]},
        reason=reason,
    )
    _tell(run, hold, actor, at)


def _tell(run: AdjudicationRun, hold: ClaimHold, actor: User, at: datetime) -> None:
    publish(
        event=CLAIM_RELEASED,
        subject=run,
        jurisdiction=run.jurisdiction,
        payload={
            "hold": hold.pk,
            "row": hold.row,
            "objection": hold.objection_id,
            "released_by": actor.pk,
        },
        at=at,
    )
