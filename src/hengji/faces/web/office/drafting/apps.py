"""The Django app: 编写考核规范."""

from django.apps import AppConfig


class DraftingPagesConfig(AppConfig):
    name = "hengji.faces.web.office.drafting"
    label = "office_drafting"
    verbose_name = "考核规范编写"
