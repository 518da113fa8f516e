"""The Django app of the accounts."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings


class AccountsConfig(AppConfig):
    name = "hengji.platform.accounts"
    label = "accounts"
    verbose_name = "账号"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read the roles, which name every package's permissions, and hear of sign-ins."""
        import_module(settings.ROLES_MODULE)
        import_module("hengji.platform.accounts.receivers")
