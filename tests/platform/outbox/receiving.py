"""The one event of these tests, its receivers, and what they leave behind."""

from datetime import datetime

from django.db.models import Model

from hengji.platform.audit.models import AuditEntry
from hengji.platform.audit.services import record
from hengji.platform.errors import HengjiError
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.outbox.models import Event
from hengji.platform.outbox.registry import Received, declare_event, receiver
from hengji.platform.outbox.services import publish

TOLD = declare_event("test.told", "试验事件")


@receiver(TOLD, name="test.first", label="第一个接收者")
def first(event: Received, at: datetime) -> None:
    """Leave an effect; then fail where the event says so."""
    place = Jurisdiction.objects.get(pk=event.subject_id)
    record(actor=None, action="test.first", subject=place, jurisdiction=place, at=at,
           after={"event": event.id})  # fmt: skip
    match event.payload.get("do"):
        case "refuse":
            raise HengjiError("NOT_NOW", "现在还不行。")
        case "break":
            raise ZeroDivisionError("第一行\n第二行")
        case "orphan":  # a foreign key that the database looks at only at the commit
            Event.objects.create(event=TOLD, jurisdiction_id="999999", at=at)


@receiver(TOLD, name="test.second", label="第二个接收者")
def second(event: Received, at: datetime) -> None:
    """Leave an effect."""
    place = Jurisdiction.objects.get(pk=event.subject_id)
    record(actor=None, action="test.second", subject=place, jurisdiction=place, at=at,
           after={"event": event.id})  # fmt: skip


def tell(subject: Model, at: datetime, **payload: object) -> Event:
    """Publish one event about a division."""
    assert isinstance(subject, Jurisdiction)
    return publish(event=TOLD, subject=subject, jurisdiction=subject, payload=payload, at=at)


def effects(action: str = "test.first") -> list[int]:
    """The events whose effect is there, in the order of the effects."""
    found = AuditEntry.objects.filter(action=action).order_by("pk")
    return [entry.after["event"] for entry in found if entry.after]
