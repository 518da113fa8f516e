"""The Django app: 公共门户."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "hengji.faces.web.portal"
    label = "portal"
    verbose_name = "公共门户"
