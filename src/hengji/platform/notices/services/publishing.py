"""From a draft to the public and back: hand in, review, publish, withdraw, conclude."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from hengji.core.workdays.calendar import UnknownYearError
from hengji.core.workdays.counting import add_calendar_days, add_working_days
from hengji.platform.accounts.models import User
from hengji.platform.notices.errors import NoticeInputError, NoticeStateError
from hengji.platform.notices.events import NOTICE_PUBLISHED, NOTICE_WITHDRAWN, tell_of_notice
from hengji.platform.notices.models import PublicNotice
from hengji.platform.notices.rules import DRAFT_NOTICES, PUBLISH_NOTICES, REVIEW_NOTICES
from hengji.platform.notices.services.access import author_keep, locked_notice
from hengji.platform.notices.services.concluding import conclude
from hengji.platform.notices.states import RUNNING, State, Unit
from hengji.platform.states.services import transition_apply
from hengji.platform.workdays.queries import calendar_of

ONE_DAY = timedelta(days=1)


@transaction.atomic
def notice_submit(*, actor: User, notice_id: int, at: datetime) -> None:
    """Hand the draft in to be reviewed. Raises `TransitionRefusedError` naming what is missing."""
    notice = locked_notice(actor, DRAFT_NOTICES, notice_id)
    author_keep(notice, actor, at)
    transition_apply(notice, "submit", actor=actor, at=at)


@transaction.atomic
def notice_review(*, actor: User, notice_id: int, remark: str = "", at: datetime) -> None:
    """Find it in order. Raises `TransitionRefusedError`, also for whoever wrote or submitted it."""
    notice = locked_notice(actor, REVIEW_NOTICES, notice_id)
    transition_apply(
        notice, "review", actor=actor, at=at, remark=remark, reviewed_by=actor, reviewed_at=at
    )


@transaction.atomic
def notice_return(*, actor: User, notice_id: int, remark: str, at: datetime) -> None:
    """Give it back to be changed, and say why; it will be reviewed anew."""
    notice = locked_notice(actor, REVIEW_NOTICES, notice_id)
    transition_apply(
        notice, "return", actor=actor, at=at, remark=remark, reviewed_by=None, reviewed_at=None
    )


@transaction.atomic
def notice_publish(
    *, actor: User, notice_id: int, starts_on: date | None = None, at: datetime
) -> None:
    """Put it before the public; the period's last day is computed here and then stands.

    ``starts_on`` is the first day that counts, by default the day after (民法典第二百零一条: the
    day itself does not count). Raises `NoticeInputError` where the working calendar does not reach
    far enough: a deadline is never guessed.
    """
    notice = locked_notice(actor, PUBLISH_NOTICES, notice_id)
    today = timezone.localdate(at)
    first = starts_on or today + ONE_DAY
    if first < today:
        raise NoticeInputError(
            "NOTICE_STARTS_IN_THE_PAST", "公示期首日不能早于今天。", field="starts_on"
        )
    last = end_of(notice, first)
    _withdraw_corrected(notice, actor, at)
    _refuse_second(notice)
    transition_apply(
        notice,
        "publish",
        actor=actor,
        at=at,
        told={"starts_on": first, "ends_on": last},
        starts_on=first,
        ends_on=last,
        published_by=actor,
        published_at=at,
    )
    tell_of_notice(NOTICE_PUBLISHED, notice, actor, at)


def end_of(notice: PublicNotice, starts_on: date) -> date:
    """The last day of a period that begins with ``starts_on``. Raises `NoticeInputError`."""
    add = add_working_days if notice.unit == Unit.WORKING_DAYS else add_calendar_days
    try:
        return add(starts_on - ONE_DAY, notice.period, calendar_of(notice.jurisdiction))
    except UnknownYearError as error:
        raise NoticeInputError("CALENDAR_YEAR_UNKNOWN", str(error), field="starts_on") from error


def _withdraw_corrected(notice: PublicNotice, actor: User, at: datetime) -> None:
    """Two versions of one notice never run at once."""
    if notice.corrects_id is None:
        return
    old = PublicNotice.objects.select_for_update(of=("self",)).get(pk=notice.corrects_id)
    if old.status in RUNNING:
        _withdraw(old, actor, f"由更正公示代替（第{notice.pk}号）", at)


def _refuse_second(notice: PublicNotice) -> None:
    """The database refuses it too; here it is said in words."""
    same = PublicNotice.objects.filter(
        subject_type=notice.subject_type, subject_id=notice.subject_id, state__in=RUNNING
    )
    if notice.subject_type and same.exists():
        raise NoticeStateError("NOTICE_RUNNING", "这一事项已有公示正在进行，不能再发布一份。")


@transaction.atomic
def notice_withdraw(*, actor: User, notice_id: int, remark: str, at: datetime) -> None:
    """Take it back; the public sees why, where the notice was public."""
    _withdraw(locked_notice(actor, PUBLISH_NOTICES, notice_id), actor, remark, at)


def _withdraw(notice: PublicNotice, actor: User, remark: str, at: datetime) -> None:
    transition_apply(
        notice,
        "withdraw",
        actor=actor,
        at=at,
        remark=remark,
        withdrawn_at=at,
        withdrawn_reason=remark.strip(),
    )
    tell_of_notice(NOTICE_WITHDRAWN, notice, actor, at)


@transaction.atomic
def notice_conclude(*, actor: User, notice_id: int, remark: str, at: datetime) -> None:
    """Conclude one that an objection suspended: what is not concerned stands.

    Raises `NoticeStateError` while the period runs and `TransitionRefusedError` while an objection
    waits for its answer.
    """
    notice = locked_notice(actor, PUBLISH_NOTICES, notice_id)
    if (
        notice.status is State.SUSPENDED
        and notice.ends_on is not None
        and notice.ends_on >= timezone.localdate(at)
    ):
        raise NoticeStateError(
            "NOTICE_STILL_RUNS", f"公示期到 {notice.ends_on} 止，届满后才能办结。"
        )
    conclude(notice, remark, actor, at)
