"""The Django app of what all pages share."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "hengji.faces.web"
    label = "web"
    verbose_name = "页面"
