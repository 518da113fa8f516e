"""The Django app of imports and exports."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "hengji.platform.exchange"
    label = "exchange"
    verbose_name = "导入导出"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the states, the kinds of job and the lists of the platform itself known."""
        from hengji.platform.exchange import (  # noqa: F401 - declaring is what they do
            own_lists,
            states,
            tasks,
        )
