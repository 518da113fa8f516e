"""The Django app of the working calendar."""

from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "hengji.platform.workdays"
    label = "workdays"
    verbose_name = "工作日历"
    default_auto_field = "django.db.models.BigAutoField"
