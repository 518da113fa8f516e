"""The office's answer to an objection, and the look at who objected."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record_reveal
from hengji.platform.notices.effects import effects_of
from hengji.platform.notices.errors import NoSuchObjectionError
from hengji.platform.notices.events import OBJECTION_ANSWERED, tell_of_objection
from hengji.platform.notices.models import Objection, PublicNotice
from hengji.platform.notices.rules import ANSWER_OBJECTIONS, REVEAL_OBJECTOR
from hengji.platform.notices.services.concluding import settle
from hengji.platform.notices.states import RUNNING, UPHELD, ObjectionState, State
from hengji.platform.permissions import Permission, require
from hengji.platform.sealing import unseal
from hengji.platform.states.services import transition_apply


@transaction.atomic
def objection_answer(
    *, actor: User, objection_id: int, outcome: ObjectionState, answer: str, at: datetime
) -> None:
    """Answer once and for all; the objector reads it on the portal by the receipt.

    An objection that holds, wholly or in part, suspends the notice, or the one that has taken its
    place, and tells the domain of what was noticed. ``outcome`` is one of ANSWERED. Raises
    `TransitionRefusedError`, also for the author of the notice.
    """
    objection = _locked(actor, ANSWER_OBJECTIONS, objection_id)
    notice = (
        PublicNotice.objects.select_for_update(of=("self",))
        .select_related("jurisdiction")
        .get(pk=objection.notice_id)
    )
    transition_apply(
        objection,
        outcome,
        actor=actor,
        at=at,
        remark=answer,
        answer=answer.strip(),
        answered_by=actor,
        answered_at=at,
    )
    tell_of_objection(OBJECTION_ANSWERED, objection, at)
    if outcome in UPHELD:
        _uphold(notice, objection, actor, at)
    else:
        for running in _running(notice):
            settle(running, timezone.localdate(at), at)


def _uphold(notice: PublicNotice, objection: Objection, actor: User, at: datetime) -> None:
    for running in _running(notice):
        if running.status is not State.SUSPENDED:
            transition_apply(running, "suspend", actor=actor, at=at, suspended_at=at)
    effects = effects_of(notice)
    if effects is not None:
        effects.on_objection_upheld(notice, objection, at)


def _running(notice: PublicNotice) -> list[PublicNotice]:
    """The notice itself or what runs in its place; asked only once ``notice`` is locked."""
    return list(
        notice.versions()
        .filter(state__in=RUNNING)
        .select_for_update(of=("self",))
        .select_related("jurisdiction")
    )


@dataclass(frozen=True)
class Objector:
    """Who objected, in the clear."""

    name: str
    contact: str


@transaction.atomic
def objector_reveal(*, actor: User, objection_id: int, purpose: str, at: datetime) -> Objector:
    """Name and contact; the trace says that they were looked at and why, never what they are."""
    objection = _locked(actor, REVEAL_OBJECTOR, objection_id)
    record_reveal(
        actor=actor,
        subjects=[objection],
        fields=("姓名", "联系方式"),
        jurisdiction=objection.jurisdiction,
        at=at,
        purpose=purpose,
    )
    return Objector(unseal(objection.sealed_name), unseal(objection.sealed_contact))


def _locked(actor: User, permission: Permission, objection_id: int) -> Objection:
    require(actor, permission, None)
    objection = (
        Objection.objects.select_for_update(of=("self",))
        .select_related("jurisdiction", "notice")
        .visible_to(actor, permission)
        .filter(pk=objection_id)
        .first()
    )
    if objection is None:
        raise NoSuchObjectionError
    return objection
