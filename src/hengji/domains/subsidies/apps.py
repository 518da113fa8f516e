"""The Django app of the subsidies."""

from django.apps import AppConfig


class SubsidiesConfig(AppConfig):
    name = "hengji.domains.subsidies"
    label = "subsidies"
    verbose_name = "补贴核定"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the kinds of job, the permissions, the states and the notices' effects known."""
        from hengji.domains.subsidies import (  # noqa: F401 - declaring is what they do
            effects,
            exports,
            rules,
            states,
            tasks,
        )
