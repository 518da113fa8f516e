"""One message on one channel: at most once, unless the worker dies between hand-over and commit."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection

from hengji.platform.messages.channels import Channel, Outcome
from hengji.platform.messages.models import Message, Reach, Sending
from hengji.platform.messages.sms import sms_sender

LIMIT_SPAN = timedelta(hours=1)
_LOCK = 0x4D534753  # the first half of the advisory lock's number; the second is the recipient's


def send(message_id: int, channel: Channel, at: datetime) -> None:
    """Hand the message over and keep what became of it; raises what the channel raises."""
    if Sending.objects.filter(message_id=message_id, channel=channel).exists():
        return  # replayed: it has gone out
    message = Message.objects.select_related("to").get(pk=message_id)
    reach = Reach.objects.filter(pk=message.to_id).first() or Reach(user=message.to)
    outcome = _hindrance(message, reach, channel, at)
    if outcome is None:
        if channel is Channel.MAIL:
            _mail(message)
        else:
            sms_sender().send(key=_key(message), number=reach.mobile, text=message.short)
    Sending.objects.create(
        message=message, to=message.to, channel=channel, outcome=outcome or Outcome.SENT, at=at
    )


def _hindrance(message: Message, reach: Reach, channel: Channel, at: datetime) -> Outcome | None:
    """Why the message does not go out by this channel; None where it does."""
    wanted, address = {
        Channel.MAIL: (reach.by_mail, message.to.email),
        Channel.SMS: (reach.by_sms, reach.mobile),
    }[channel]
    if not wanted:
        return Outcome.DECLINED
    if not address or not message.to.is_active:
        return Outcome.NO_ADDRESS
    with connection.cursor() as cursor:
        # Two workers must not both see room for one more.
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, message.to_id])
    lately = Sending.objects.filter(
        to=message.to, channel=channel, outcome=Outcome.SENT, at__gt=at - LIMIT_SPAN
    )
    if lately.count() >= settings.MESSAGES_AN_HOUR[channel.value]:
        return Outcome.LIMITED
    return None


def _mail(message: Message) -> None:
    """Text only. Sent again it has the same Message-ID, by which a mailbox can tell."""
    link = f"\n\n{settings.SITE_URL}{message.link}" if message.link else ""
    EmailMessage(
        subject=message.title,
        body=f"{message.body}{link}\n\n本邮件由系统发出，请勿回复。",
        to=[message.to.email],
        headers={"Message-ID": f"<{_key(message)}@{settings.SITE_HOST}>"},
    ).send()


def _key(message: Message) -> str:
    return f"hengji-message-{message.pk}"
