"""What happened, and for each receiver whether it has been told."""

from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from hengji.platform.jurisdictions.models import Actor, Jurisdiction, JurisdictionQuerySet, Level
from hengji.platform.outbox import registry
from hengji.platform.outbox.states import Stage, State
from hengji.platform.roles import Permission


class EventQuerySet(JurisdictionQuerySet["Event"]):
    """Events of the whole system, such as those about a national list, are the provinces'."""

    def visible_to(self, actor: Actor, permission: Permission) -> Self:
        """Events of the actor's places; to a province also those that belong to no place."""
        own = super().visible_to(actor, permission)
        places = [one.place for one in actor.appointments_with(permission) if one.body_id is None]
        if any(place.level == Level.PROVINCE for place in places):
            return own | self.filter(jurisdiction=None)
        return own


class Event(models.Model):
    """One thing that happened. A trigger in the database refuses every UPDATE and DELETE."""

    event = models.CharField("事件", max_length=80)
    subject_type = models.CharField("对象类型", max_length=80)
    subject_id = models.CharField("对象编号", max_length=80)
    subject_label = models.CharField("对象", max_length=200)
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, null=True, verbose_name="所属地区"
    )
    payload = models.JSONField("内容", default=dict, encoder=DjangoJSONEncoder)
    at = models.DateTimeField("时间")

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "事件"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("event", "-id"), name="event_by_code"),
            models.Index(fields=("jurisdiction", "-id"), name="event_by_jurisdiction"),
            models.Index(fields=("subject_type", "subject_id", "id"), name="event_by_subject"),
        )

    def __str__(self) -> str:
        return f"{self.label} {self.subject_label}"

    @property
    def label(self) -> str:
        return registry.label_of(self.event)

    @property
    def received(self) -> registry.Received:
        """The event as receivers see it."""
        return registry.Received(
            self.pk, self.event, self.subject_id, self.jurisdiction, self.payload, self.at
        )


class Delivery(models.Model):
    """An event's way to one receiver.

    ``due_at`` is when it may next be tried. It is moved on before each try, so that a worker that
    dies while trying leaves a delivery that is tried again, and not by two workers at once.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="deliveries", verbose_name="事件")
    receiver = models.CharField("接收者", max_length=80)
    subject = models.CharField("对象", max_length=161)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PENDING)
    attempt = models.PositiveIntegerField("第几次投递", default=0)
    due_at = models.DateTimeField("下次投递时间")
    done_at = models.DateTimeField("投递时间", null=True)
    error = models.TextField("错误", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "事件投递"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(name="delivery_once_a_receiver", fields=("event", "receiver")),
            models.CheckConstraint(
                name="delivery_done_exactly_when_done",
                condition=Q(state=State.DONE, done_at__isnull=False)
                | (~Q(state=State.DONE) & Q(done_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="delivery_dead_has_its_error", condition=~Q(state=State.DEAD, error="")
            ),
        )
        indexes = (
            models.Index(
                fields=("due_at", "id"), name="delivery_due", condition=Q(state=State.PENDING)
            ),
            # Whether an earlier one of the same subject is still on its way to the same receiver.
            models.Index(
                fields=("subject", "receiver", "id"),
                name="delivery_order",
                condition=Q(state=State.PENDING),
            ),
            models.Index(fields=("event",), name="delivery_dead", condition=Q(state=State.DEAD)),
        )

    def __str__(self) -> str:
        return f"{self.event} → {self.receiver_label}"

    @property
    def status(self) -> State:
        return State(self.state)

    @property
    def stage(self) -> Stage:
        """The state in one word, which tells a first try from a later one."""
        if self.status is State.PENDING and self.attempt:
            return Stage.RETRYING
        return Stage(self.state)

    @property
    def receiver_label(self) -> str:
        one = registry.receiver_named(self.receiver)
        return one.label if one else self.receiver
