"""The Django app of what goes again."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RetentionConfig(AppConfig):
    name = "hengji.platform.retention"
    label = "retention"
    verbose_name = "数据清理"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Learn from every package what of its own may go."""
        autodiscover_modules("keeping")
