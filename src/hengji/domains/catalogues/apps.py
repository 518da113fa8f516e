"""The Django app of the published catalogues."""

from django.apps import AppConfig


class CataloguesConfig(AppConfig):
    name = "hengji.domains.catalogues"
    label = "catalogues"
    verbose_name = "职业技能目录"
    default_auto_field = "django.db.models.BigAutoField"
