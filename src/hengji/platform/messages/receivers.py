"""A message goes out by its channels, each in its own time: a dead mail server delays only mail."""

from datetime import datetime

from hengji.platform.messages.channels import Channel
from hengji.platform.messages.events import MESSAGE_SENT
from hengji.platform.messages.sending import send
from hengji.platform.outbox.registry import Received, receiver


@receiver(MESSAGE_SENT, name="messages.mail", label="发送邮件")
def by_mail(event: Received, at: datetime) -> None:
    """Send the message as mail."""
    send(int(event.subject_id), Channel.MAIL, at)


@receiver(MESSAGE_SENT, name="messages.sms", label="发送短信")
def by_sms(event: Received, at: datetime) -> None:
    """Send the message as SMS."""
    send(int(event.subject_id), Channel.SMS, at)
