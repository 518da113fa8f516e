"""The Django app of the background jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "hengji.platform.jobs"
    label = "jobs"
    verbose_name = "后台任务"
    default_auto_field = "django.db.models.BigAutoField"
