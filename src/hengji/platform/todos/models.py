"""One thing that waits for somebody."""

from django.db import models
from django.db.models import Q

from hengji.platform.accounts.models import User
from hengji.platform.jurisdictions.models import Body, Jurisdiction, JurisdictionQuerySet
from hengji.platform.states.two_persons import two_persons

NOT_BY_THE_SAME = two_persons("assignee", "not_for", name="todo_not_for_the_same_person")


class State(models.TextChoices):
    """How far it is."""

    OPEN = "open", "待领取"
    CLAIMED = "claimed", "办理中"
    DONE = "done", "已办结"
    CANCELLED = "cancelled", "已撤销"


LIVE = (State.OPEN, State.CLAIMED)


def _person(label: str) -> "models.ForeignKey[User | None]":
    return models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=label)


class Todo(models.Model):
    """Whoever holds ``permission`` where it belongs may do it; without one only its assignee.

    Without a jurisdiction it is the whole nation's, and officers of a province see to it.
    """

    kind = models.CharField("种类", max_length=60)
    title = models.CharField("事项", max_length=300)
    subject_type = models.CharField("对象类型", max_length=80)
    subject_id = models.CharField("对象编号", max_length=80)
    link = models.CharField("办理页面", max_length=300)
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, null=True, related_name="+", verbose_name="所属地区"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, related_name="+", verbose_name="所属机构"
    )
    permission = models.CharField("所需权限", max_length=60, blank=True)
    state = models.CharField("状态", max_length=9, choices=State.choices, default=State.OPEN)
    assignee = _person("办理人")
    claimed_at = models.DateTimeField("领取时间", null=True)
    not_for = _person("须回避的人")
    raised_by = models.CharField("来自", max_length=101)
    raised_at = models.DateTimeField("产生时间")
    due_on = models.DateField("期限")
    escalated_at = models.DateTimeField("上报时间", null=True)
    escalated_to = models.ForeignKey(
        Jurisdiction, models.PROTECT, null=True, related_name="+", verbose_name="上报至"
    )
    ended_by = _person("办结人")
    ended_at = models.DateTimeField("办结时间", null=True)

    objects = JurisdictionQuerySet["Todo"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待办"
        ordering = ("due_on", "id")
        constraints = (
            models.UniqueConstraint(
                name="todo_live_once",
                fields=("kind", "subject_type", "subject_id"),
                condition=Q(state__in=LIVE),
            ),
            models.CheckConstraint(
                name="todo_claimed_by_someone",
                condition=~Q(state=State.CLAIMED)
                | Q(assignee__isnull=False, claimed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="todo_open_for_all",
                condition=~Q(state=State.OPEN) | (Q(assignee=None) & ~Q(permission="")),
            ),
            models.CheckConstraint(
                name="todo_ended_exactly_when_final",
                condition=Q(state__in=LIVE, ended_at=None, ended_by=None)
                | (~Q(state__in=LIVE) & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="todo_escalated_at_a_time",
                condition=Q(escalated_to=None) | Q(escalated_at__isnull=False),
            ),
            NOT_BY_THE_SAME.constraint,
        )
        indexes = (
            # What people look at are the few that wait, never the many that are done.
            models.Index(
                name="todo_waiting_here",
                fields=("jurisdiction", "due_on"),
                condition=Q(state__in=LIVE),
            ),
            # As the lists sort, with all by which they leave out: whose it may be is read here.
            models.Index(
                name="todo_waiting_by_due_day",
                fields=("due_on", "id"),
                include=(
                    *("jurisdiction", "body", "permission", "state", "assignee"),
                    *("not_for", "escalated_to"),
                ),
                condition=Q(state__in=LIVE),
            ),
            models.Index(
                name="todo_waiting_for_me",
                fields=("assignee", "due_on"),
                condition=Q(state__in=LIVE),
            ),
            models.Index(name="todo_done_by", fields=("ended_by", "-ended_at")),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def status(self) -> State:
        """Typed."""
        return State(self.state)
