"""The Django app of the background jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "hengji.platform.jobs"
    label = "jobs"
    verbose_name = "后台任务"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the states known."""
        from hengji.platform.jobs import states  # noqa: F401 - declaring is what it does
