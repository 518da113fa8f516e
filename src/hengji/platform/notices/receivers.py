"""Whose notice it is learns what becomes of it. The todos tell those who have something to do."""

from datetime import datetime

from django.urls import reverse

from hengji.platform.messages.services import message_send_from
from hengji.platform.messages.templates import MessageTemplate, declare_template
from hengji.platform.notices.events import (
    NOTICE_CONCLUDED,
    NOTICE_PUBLISHED,
    NOTICE_WITHDRAWN,
    OBJECTION_ANSWERED,
    OBJECTION_RECEIVED,
)
from hengji.platform.notices.models import Objection, PublicNotice
from hengji.platform.notices.states import ObjectionState
from hengji.platform.outbox.registry import Received, receiver

PUBLISHED = declare_template(
    "notices.published",
    title="公示已发布：{title}",
    body="公示期自{first}至{last}。",
)
WITHDRAWN = declare_template(
    "notices.withdrawn", title="公示已撤回：{title}", body="撤回原因：{reason}"
)
CONCLUDED = declare_template("notices.concluded", title="公示已办结：{title}", body="{conclusion}")
RECEIVED = declare_template(
    "notices.objection_received",
    title="公示收到异议：{title}",
    body="由拟稿人以外的人答复，期限：{due}。",
)
ANSWERED = declare_template(
    "notices.objection_answered",
    title="公示的异议已答复：{title}",
    body="答复：{outcome}。",
)


@receiver(NOTICE_PUBLISHED, name="notices.tell_published", label="通知拟稿人")
def tell_published(event: Received, at: datetime) -> None:
    """The period runs, from when to when."""
    notice = _notice(event.subject_id)
    days = {"first": f"{notice.starts_on:%Y-%m-%d}", "last": f"{notice.ends_on:%Y-%m-%d}"}
    _tell_author(event, notice, PUBLISHED, days, at)


@receiver(NOTICE_WITHDRAWN, name="notices.tell_withdrawn", label="通知拟稿人")
def tell_withdrawn(event: Received, at: datetime) -> None:
    """It was taken back, and why."""
    notice = _notice(event.subject_id)
    _tell_author(event, notice, WITHDRAWN, {"reason": notice.withdrawn_reason}, at)


@receiver(NOTICE_CONCLUDED, name="notices.tell_concluded", label="通知拟稿人")
def tell_concluded(event: Received, at: datetime) -> None:
    """What was noticed stands, as the day or an officer concluded."""
    notice = _notice(event.subject_id)
    _tell_author(event, notice, CONCLUDED, {"conclusion": notice.conclusion}, at)


@receiver(OBJECTION_RECEIVED, name="notices.tell_objection", label="通知拟稿人")
def tell_objection(event: Received, at: datetime) -> None:
    """The author will be asked, though another answers. Never who objected."""
    objection = Objection.objects.get(pk=event.subject_id)
    due = f"{objection.due_on:%Y-%m-%d}" if objection.due_on else "待工作日历公布后确定"
    _tell_author(event, _notice(objection.notice_id), RECEIVED, {"due": due}, at)


@receiver(OBJECTION_ANSWERED, name="notices.tell_answer", label="通知拟稿人")
def tell_answer(event: Received, at: datetime) -> None:
    """What the office made of it; the objector reads it on the portal by the receipt."""
    objection = Objection.objects.get(pk=event.subject_id)
    outcome = ObjectionState(objection.state).label
    _tell_author(event, _notice(objection.notice_id), ANSWERED, {"outcome": outcome}, at)


def _notice(number: int | str) -> PublicNotice:
    return PublicNotice.objects.select_related("drafted_by").get(pk=number)


def _tell_author(
    event: Received,
    notice: PublicNotice,
    template: MessageTemplate,
    fields: dict[str, str],
    at: datetime,
) -> None:
    """Unless it was the author's own act."""
    if event.payload.get("by") == notice.drafted_by_id:
        return
    message_send_from(
        to=notice.drafted_by,
        template=template,
        fields={"title": notice.title, **fields},
        link=reverse("office:notice", args=[notice.pk]),
        at=at,
        key=f"event:{event.id}",
    )
