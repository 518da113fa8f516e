"""The events of these tests, their receivers, and what those leave behind."""

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
COUNTED = declare_event("test.counted", "计数事件")


@receiver(TOLD, name="test.first", label="第一个接收者")
def first(event: Received, at: datetime) -> None:
    """Leave an effect; then fail where the event says so."""
    _leave("test.first", event, at)
    match event.payload.get("do"):
        case "refuse":
            raise HengjiError("NOT_NOW", "现在还不行。")
        case "break":
            raise ZeroDivisionError("不能办理110101199003070011")
        case "orphan":  # a foreign key that the database looks at only at the commit
            Event.objects.create(event=TOLD, jurisdiction_id="999999", at=at)


@receiver(TOLD, name="test.second", label="第二个接收者")
def second(event: Received, at: datetime) -> None:
    """Leave an effect."""
    _leave("test.second", event, at)


@receiver(COUNTED, name="test.count", label="计数者")
def count(event: Received, at: datetime) -> None:
    """Leave an effect."""
    _leave("test.count", event, at)


def _leave(action: str, event: Received, at: datetime) -> None:
    place = event.jurisdiction
    assert place
    record(
        actor=None, action=action, subject=place, jurisdiction=place, at=at,
        after={"event": event.id},
    )  # fmt: skip


def tell(subject: Model, at: datetime, event: str = TOLD, **payload: object) -> Event:
    """Publish one event about a division."""
    assert isinstance(subject, Jurisdiction)
    return publish(event=event, subject=subject, jurisdiction=subject, payload=payload, at=at)


def effects(action: str = "test.first") -> list[int]:
    """The events whose effect is there, in the order of the effects."""
    found = AuditEntry.objects.filter(action=action).order_by("pk")
    return [entry.after["event"] for entry in found if entry.after]
