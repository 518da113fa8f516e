"""The ways by which a message reaches someone who is not on the site."""

from django.db.models import TextChoices


class Channel(TextChoices):
    """Each has a receiver of its own in the outbox, so that none waits for another."""

    MAIL = "mail", "邮件"
    SMS = "sms", "短信"


class Outcome(TextChoices):
    """What became of a message on one channel."""

    SENT = "sent", "已发送"
    DECLINED = "declined", "本人不接收"
    NO_ADDRESS = "no_address", "没有地址"
    LIMITED = "limited", "超过频次上限"
