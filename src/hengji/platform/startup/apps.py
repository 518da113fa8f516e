"""The Django app of the start."""

from django.apps import AppConfig


class StartupConfig(AppConfig):
    name = "hengji.platform.startup"
    label = "startup"
    verbose_name = "启动"
    default_auto_field = "django.db.models.BigAutoField"
