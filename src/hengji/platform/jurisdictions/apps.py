"""The Django app of the administrative divisions."""

from django.apps import AppConfig


class JurisdictionsConfig(AppConfig):
    name = "hengji.platform.jurisdictions"
    label = "jurisdictions"
    verbose_name = "行政区划"
    default_auto_field = "django.db.models.BigAutoField"
