"""The Django app of the outbox."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "hengji.platform.outbox"
    label = "outbox"
    verbose_name = "事件"
    default_auto_field = "django.db.models.BigAutoField"
