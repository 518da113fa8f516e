"""The Django app: 目录查询."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "hengji.faces.web.portal.catalogue"
    label = "portal_catalogue"
    verbose_name = "目录查询"

    def ready(self) -> None:
        """Put the search into the portal's menu."""
        from hengji.faces.web.menu import Face, MenuEntry, register

        register(
            MenuEntry(
                Face.PORTAL,
                "目录查询",
                "portal:catalogue",
                description="按名称、编码、等级和地区查职业、工种与专项职业能力",
                order=10,
            )
        )
