"""The Django app of the messages."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "hengji.platform.messages"
    label = "site_messages"  # "messages" is Django's own, for one page's notes
    verbose_name = "消息"
    default_auto_field = "django.db.models.BigAutoField"
