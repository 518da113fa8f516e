"""The Django app of the outbox."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    name = "hengji.platform.outbox"
    label = "outbox"
    verbose_name = "事件"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Learn what every package tells and receives."""
        autodiscover_modules("events", "receivers")
