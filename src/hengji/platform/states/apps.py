"""The Django app of the state tables."""

from django.apps import AppConfig


class StatesConfig(AppConfig):
    name = "hengji.platform.states"
    label = "states"
    verbose_name = "状态流转"
    default_auto_field = "django.db.models.BigAutoField"
