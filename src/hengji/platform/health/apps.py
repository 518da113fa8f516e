"""The Django app of the site's health."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules


class HealthConfig(AppConfig):
    name = "hengji.platform.health"
    label = "health"
    verbose_name = "系统状况"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find what every package tells of its own health, and watch for slow queries."""
        from hengji.platform.health.slow_queries import watch

        autodiscover_modules("vitals")
        connection_created.connect(watch, dispatch_uid="hengji.slow_queries")
