"""The Django app: 补贴试算."""

from django.apps import AppConfig


class CalculatorConfig(AppConfig):
    name = "hengji.faces.web.portal.calculator"
    label = "calculator"
    verbose_name = "补贴试算"

    def ready(self) -> None:
        """Put the calculator into the portal's menu."""
        from hengji.faces.web.menu import Face, MenuEntry, register

        register(MenuEntry(Face.PORTAL, "补贴试算", "portal:calculator", order=20))
