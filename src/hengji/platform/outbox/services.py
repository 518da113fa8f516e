"""Telling an event, and delivering one again."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record
from hengji.platform.errors import HengjiError, NotFoundError
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.outbox.models import Delivery, Event
from hengji.platform.outbox.registry import receivers_of, require_declared
from hengji.platform.outbox.rules import REPLAY_EVENTS
from hengji.platform.outbox.states import State
from hengji.platform.permissions import require

MOST_AT_ONCE = 500  # deliveries that one replay may take up


def publish(
    *,
    event: str,
    subject: Model,
    jurisdiction: Jurisdiction | None,
    payload: Mapping[str, Any],
    at: datetime,
) -> Event:
    """Tell an event, in the caller's transaction: with the act or not at all.

    ``payload`` is JSON with ids and figures, no personal data: a receiver reads those from the
    record. The caller has locked the subject's row, which puts its events into order. Raises
    RuntimeError outside a transaction and ValueError for an event that nobody declared.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"event {event} must be told in the transaction of its act")
    require_declared(event)
    told = Event.objects.create(
        event=event,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=str(subject)[:200],
        jurisdiction=jurisdiction,
        payload=dict(payload),
        at=at,
    )
    Delivery.objects.bulk_create(
        Delivery(
            event=told,
            receiver=one.name,
            subject=f"{told.subject_type}:{told.subject_id}",
            due_at=at,
        )
        for one in receivers_of(event)
    )
    return told


@transaction.atomic
def deliveries_replay(
    *, actor: User, delivery_ids: Collection[int], reason: str, at: datetime
) -> int:
    """Deliver again, from the first attempt on, whatever became of these deliveries before.

    How many there were. Raises `PermissionDeniedError`, `NotFoundError` where one of them is not
    the actor's to see, and `HengjiError` where nothing or too much was chosen.
    """
    require(actor, REPLAY_EVENTS, None)
    wanted = set(delivery_ids)
    if not wanted:
        raise HengjiError("NOTHING_CHOSEN", "请先勾选要重新投递的事件。", field="deliveries")
    if len(wanted) > MOST_AT_ONCE:
        raise HengjiError("TOO_MANY", f"一次最多重新投递 {MOST_AT_ONCE} 条，请分批。")
    if not reason.strip():
        raise HengjiError("REASON_MISSING", "请写明重新投递的理由。", field="reason")
    found = list(
        Delivery.objects.select_for_update(of=("self",))
        .filter(pk__in=wanted, event__in=Event.objects.visible_to(actor, REPLAY_EVENTS))
        .select_related("event__jurisdiction")
        .order_by("pk")
    )
    if len(found) != len(wanted):
        raise NotFoundError("DELIVERY_NOT_FOUND", "没有找到这次投递，或它不属于您所在的地区。")
    for delivery in found:
        _again(delivery, actor, reason.strip(), at)
    return len(found)


def _again(delivery: Delivery, actor: User, reason: str, at: datetime) -> None:
    before = {
        "state": delivery.state, "attempt": delivery.attempt, "error": delivery.error,
    }  # fmt: skip
    delivery.state, delivery.attempt = State.PENDING, 0
    delivery.due_at, delivery.done_at, delivery.error = at, None, ""
    delivery.save()
    record(
        actor=actor,
        action="outbox.replay",
        subject=delivery,
        jurisdiction=delivery.event.jurisdiction,
        at=at,
        before=before,
        after={"state": State.PENDING},
        reason=reason,
    )
