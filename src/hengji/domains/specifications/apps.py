"""The Django app of the assessment specifications."""

from django.apps import AppConfig


class SpecificationsConfig(AppConfig):
    name = "hengji.domains.specifications"
    label = "specifications"
    verbose_name = "考核规范"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the permissions, the states, the events and the purposes of files known."""
        from hengji.domains.specifications import (  # noqa: F401 - declaring is what they do
            exports,
            files,
            rules,
            states,
            tasks,
        )
