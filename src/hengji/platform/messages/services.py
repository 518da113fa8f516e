"""Sending a message, reading it, and saying how one wants to be reached."""

import re
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record
from hengji.platform.errors import HengjiError, NotFoundError
from hengji.platform.health.masking import without_persons
from hengji.platform.messages.events import MESSAGE_SENT
from hengji.platform.messages.models import MOBILE, Message, Reach
from hengji.platform.messages.templates import MessageTemplate
from hengji.platform.outbox.services import publish


@transaction.atomic
def message_send(
    *,
    to: User,
    title: str,
    body: str,
    link: str,
    at: datetime,
    short: str = "",
    key: str = "",
) -> Message:
    """Put a message on the site at once; the outbox sends it by the other channels.

    ``link`` is a path of this site or empty. ``short`` is what an SMS shows, by default the title;
    identity codes and telephone numbers are covered in it. A second message with the same ``key``
    to the same account is the first one: a receiver passes what it is about, and may be replayed.
    """
    values = {
        "title": title,
        "body": body,
        "short": without_persons(short or title)[:200],
        "link": link,
        "at": at,
    }
    if key:
        message, made = Message.objects.get_or_create(to=to, key=key, defaults=values)
        if not made:
            return message
    else:
        message = Message.objects.create(to=to, **values)
    publish(event=MESSAGE_SENT, subject=message, jurisdiction=to.jurisdiction, payload={}, at=at)
    return message


def message_send_from(
    *,
    to: User,
    template: MessageTemplate,
    fields: Mapping[str, str],
    link: str,
    at: datetime,
    key: str = "",
) -> Message:
    """The same with a declared text; its personal fields are covered in the SMS."""
    title, body, short = template.filled(fields)
    return message_send(to=to, title=title, body=body, link=link, at=at, short=short, key=key)


@transaction.atomic
def message_open(*, actor: User, message_id: int, at: datetime) -> Message:
    """Mark one of the actor's messages read, and give it back. Raises `NotFoundError`.

    Reading one's own post leaves no trace in the audit: it is nobody else's business.
    """
    message = Message.objects.select_for_update().filter(pk=message_id, to=actor).first()
    if message is None:
        raise NotFoundError("MESSAGE_NOT_FOUND", "没有找到这条消息，或它不是发给您的。")
    if message.read_at is None:
        message.read_at = at
        message.save(update_fields=("read_at",))
    return message


@transaction.atomic
def messages_mark(
    *, actor: User, message_ids: Collection[int] | None, read: bool, at: datetime
) -> int:
    """Mark these messages of the actor's, or all with None, as read or unread; how many changed."""
    mine = Message.objects.filter(to=actor, read_at__isnull=read)
    if message_ids is not None:
        mine = mine.filter(pk__in=message_ids)
    return mine.update(read_at=at if read else None)


@transaction.atomic
def reach_set(*, actor: User, mobile: str, by_mail: bool, by_sms: bool, at: datetime) -> None:
    """Say how the actor wants to be reached. Raises `HengjiError` for a number that is none."""
    if mobile and not re.match(MOBILE, mobile):
        raise HengjiError("MOBILE_WRONG", "手机号码应为 11 位数字。", field="mobile")
    if by_sms and not mobile:
        raise HengjiError("MOBILE_MISSING", "接收短信需要填写手机号码。", field="mobile")
    reach, _ = Reach.objects.select_for_update().get_or_create(user=actor)
    before = {"by_mail": reach.by_mail, "by_sms": reach.by_sms}
    changed = reach.mobile != mobile
    reach.mobile, reach.by_mail, reach.by_sms = mobile, by_mail, by_sms
    reach.save()
    record(
        actor=actor,
        action="messages.reach",
        subject=reach,
        jurisdiction=actor.jurisdiction,
        at=at,
        before=before,
        after={"by_mail": by_mail, "by_sms": by_sms, "mobile_changed": changed},
    )
