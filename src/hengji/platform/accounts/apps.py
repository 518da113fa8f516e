"""The Django app of the accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hengji.platform.accounts"
    label = "accounts"
    verbose_name = "账号"
    default_auto_field = "django.db.models.BigAutoField"
