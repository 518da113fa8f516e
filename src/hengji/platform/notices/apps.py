"""The Django app of public notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "hengji.platform.notices"
    label = "notices"
    verbose_name = "公示"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the periodic work and the permissions known."""
        from hengji.platform.notices import rules, tasks  # noqa: F401 - declaring is what they do
