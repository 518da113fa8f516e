"""The Django app: 公共门户."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "hengji.faces.web.portal"
    label = "portal"
    verbose_name = "公共门户"

    def ready(self) -> None:
        """Put the portal's first page into its menu."""
        from hengji.faces.web.menu import Face, MenuEntry, register

        register(MenuEntry(Face.PORTAL, "首页", "portal:home", order=0))
