"""A message, what became of it on each channel, and how an account wants to be reached."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hengji.platform.messages.channels import Channel, Outcome

MOBILE = r"^1[3-9][0-9]{9}$"


class Message(models.Model):
    """One message to one account. Its text stays; whether it was read is the account's."""

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="收件人"
    )
    title = models.CharField("标题", max_length=200)
    body = models.TextField("正文", blank=True)
    short = models.CharField("短信文本（已遮盖）", max_length=200)
    link = models.CharField("链接", max_length=300, blank=True)
    key = models.CharField("去重键", max_length=120, blank=True)
    at = models.DateTimeField("时间")
    read_at = models.DateTimeField("阅读时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                name="message_once_a_key", fields=("to", "key"), condition=~Q(key="")
            ),
            models.CheckConstraint(
                # A path of this site: no message leads anywhere else.
                name="message_link_is_a_path",
                condition=Q(link="") | Q(link__regex=r"^/([^/\\]|$)"),
            ),
        )
        indexes = (
            models.Index(fields=("to", "-id"), name="message_by_recipient"),
            models.Index(fields=("to",), name="message_unread", condition=Q(read_at=None)),
        )

    def __str__(self) -> str:
        return self.title


class Sending(models.Model):
    """The end of a message's way on one channel; until there is one the outbox is still trying."""

    message = models.ForeignKey(
        Message, models.PROTECT, related_name="sendings", verbose_name="消息"
    )
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="收件人"
    )
    channel = models.CharField("渠道", max_length=10, choices=Channel.choices)
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "消息发送"
        constraints = (
            models.UniqueConstraint(name="sending_once_a_channel", fields=("message", "channel")),
        )
        indexes = (
            # How many lately, for the limit.
            models.Index(
                fields=("to", "channel", "-at"),
                name="sending_lately",
                condition=Q(outcome=Outcome.SENT),
            ),
        )

    def __str__(self) -> str:
        return f"{self.message} {Channel(self.channel).label} {Outcome(self.outcome).label}"


class Reach(models.Model):
    """How an account wants to be reached. One without a row is sent mail and no SMS."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, verbose_name="账号"
    )
    mobile = models.CharField("手机号码", max_length=11, blank=True)
    by_mail = models.BooleanField("接收邮件", default=True)
    by_sms = models.BooleanField("接收短信", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "消息接收方式"
        constraints = (
            models.CheckConstraint(
                name="reach_mobile_has_its_shape",
                condition=Q(mobile="") | Q(mobile__regex=MOBILE),
            ),
            models.CheckConstraint(
                name="reach_sms_needs_a_mobile", condition=Q(by_sms=False) | ~Q(mobile="")
            ),
        )

    def __str__(self) -> str:
        return str(self.user)
