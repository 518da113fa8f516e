"""The Django app: 办公."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "hengji.faces.web.office"
    label = "office"
    verbose_name = "办公"
