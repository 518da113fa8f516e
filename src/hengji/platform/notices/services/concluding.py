"""The end of a period, as the calendar brings it and as the last answer does."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hengji.core.workdays.calendar import UnknownYearError
from hengji.core.workdays.counting import add_working_days
from hengji.platform.accounts.models import User
from hengji.platform.notices.effects import effects_of
from hengji.platform.notices.events import NOTICE_CONCLUDED, tell_of_notice
from hengji.platform.notices.models import Objection, PublicNotice
from hengji.platform.notices.states import ObjectionState, State, no_open_objection
from hengji.platform.states.services import transition_apply
from hengji.platform.workdays.queries import calendar_of

WITHOUT_OBJECTION, OBJECTIONS_REJECTED = (
    "公示期满，没有收到异议。",
    "公示期满，收到的异议均不成立。",
)


def notices_advance(*, at: datetime) -> int:
    """Bring every notice to where the day ``at`` puts it; returns how many moved.

    Each in a transaction of its own, so that one that cannot be moved holds up no other. Running
    twice at once or twice a day changes nothing.
    """
    today = timezone.localdate(at)
    _set_due_days()
    due = PublicNotice.objects.filter(
        state__in=(State.PUBLISHED, State.ENDED), ends_on__lt=today
    ).values_list("pk", flat=True)
    return sum(_advance(pk, today, at) for pk in due)


@transaction.atomic
def _advance(notice_id: int, today: date, at: datetime) -> bool:
    notice = (
        PublicNotice.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("jurisdiction")
        .filter(pk=notice_id, state__in=(State.PUBLISHED, State.ENDED), ends_on__lt=today)
        .first()
    )
    return notice is not None and settle(notice, today, at)


def settle(notice: PublicNotice, today: date, at: datetime) -> bool:
    """End a period that is over, and conclude it where nothing is left to answer."""
    before = notice.status
    if before is State.PUBLISHED and notice.ends_on is not None and notice.ends_on < today:
        transition_apply(notice, "end", actor=None, at=at)
    if notice.status is State.ENDED and no_open_objection(notice) is None:
        # One that waited when this notice took another's place was answered while this one ran;
        # had it been upheld, this one would be suspended.
        mine = Q(notice=notice) | Q(answered_at__gte=notice.published_at)
        told = notice.objections_of_all().filter(mine).exists()
        conclude(notice, OBJECTIONS_REJECTED if told else WITHOUT_OBJECTION, None, at)
    return notice.status is not before


def conclude(notice: PublicNotice, conclusion: str, actor: User | None, at: datetime) -> None:
    """What was noticed stands; its domain is told in the same transaction."""
    transition_apply(
        notice,
        "conclude",
        actor=actor,
        at=at,
        remark=conclusion,
        conclusion=conclusion,
        concluded_at=at,
    )
    tell_of_notice(NOTICE_CONCLUDED, notice, actor, at)
    effects = effects_of(notice)
    if effects is not None:
        effects.on_concluded(notice, at)


def due_on(notice: PublicNotice, received_on: date) -> date | None:
    """The last day for an answer; None while nobody has published the year that it falls in."""
    try:
        return add_working_days(received_on, notice.answer_days, calendar_of(notice.jurisdiction))
    except UnknownYearError:
        return None


def _set_due_days() -> None:
    """Give a day to objections that came before their year was published."""
    waiting = Objection.objects.filter(state=ObjectionState.OPEN, due_on=None).select_related(
        "notice__jurisdiction"
    )
    for objection in waiting:
        day = due_on(objection.notice, timezone.localdate(objection.received_at))
        if day is not None:
            Objection.objects.filter(pk=objection.pk, due_on=None).update(due_on=day)
