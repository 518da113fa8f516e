"""Events and their deliveries, as an officer looks at them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from hengji.platform.accounts.models import User
from hengji.platform.errors import NotFoundError
from hengji.platform.outbox.models import Delivery, Event
from hengji.platform.outbox.rules import VIEW_EVENTS
from hengji.platform.outbox.states import Stage, State

PER_PAGE = 50

_OF_STAGE = {
    Stage.PENDING: Q(state=State.PENDING, attempt=0),
    Stage.RETRYING: Q(state=State.PENDING, attempt__gt=0),
    Stage.DONE: Q(state=State.DONE),
    Stage.DEAD: Q(state=State.DEAD),
}


@dataclass(frozen=True)
class EventFilter:
    """What is empty does not filter. ``before`` is an event's number: only older ones are shown."""

    stage: str = ""
    event: str = ""
    receiver: str = ""
    before: int | None = None


@dataclass(frozen=True)
class EventPage:
    """Some events, the newest first; ``older`` is the next page's ``before``."""

    events: list[Event]
    older: int | None

    @property
    def failed(self) -> bool:
        """Whether there is a failure among them to be delivered again."""
        return any(one.error for event in self.events for one in event.deliveries.all())


def event_page(actor: User, asked: EventFilter) -> EventPage:
    """The events that the actor may see, without counting them: there may be millions."""
    found = _visible(actor)
    if asked.event:
        found = found.filter(event=asked.event)
    if asked.stage or asked.receiver:
        deliveries = Delivery.objects.filter(event=OuterRef("pk"))
        if asked.stage:
            deliveries = deliveries.filter(_OF_STAGE[Stage(asked.stage)])
        if asked.receiver:
            deliveries = deliveries.filter(receiver=asked.receiver)
        found = found.filter(Exists(deliveries))
    if asked.before is not None:
        found = found.filter(pk__lt=asked.before)
    events = list(found[: PER_PAGE + 1])
    older = events[PER_PAGE - 1].pk if len(events) > PER_PAGE else None
    return EventPage(events[:PER_PAGE], older)


def event_get(actor: User, event_id: int) -> Event:
    """One event with its deliveries. Raises `NotFoundError`."""
    event = _visible(actor).filter(pk=event_id).first()
    if event is None:
        raise NotFoundError("EVENT_NOT_FOUND", "没有找到这个事件，或它不属于您所在的地区。")
    return event


def _visible(actor: User) -> QuerySet[Event]:
    deliveries = Prefetch("deliveries", Delivery.objects.order_by("receiver"))
    visible = Event.objects.visible_to(actor, VIEW_EVENTS)
    return visible.select_related("jurisdiction").prefetch_related(deliveries)
