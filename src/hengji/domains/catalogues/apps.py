"""The Django app of the published catalogues."""

from django.apps import AppConfig


class CataloguesConfig(AppConfig):
    name = "hengji.domains.catalogues"
    label = "catalogues"
    verbose_name = "职业技能目录"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the permissions, the states and the lists that can be taken out known."""
        from hengji.domains.catalogues import (  # noqa: F401 - declaring is what they do
            exports,
            rules,
            states,
        )
