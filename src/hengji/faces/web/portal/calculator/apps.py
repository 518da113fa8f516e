"""The Django app: 补贴试算."""

from django.apps import AppConfig


class CalculatorConfig(AppConfig):
    name = "hengji.faces.web.portal.calculator"
    label = "calculator"
    verbose_name = "补贴试算"

    def ready(self) -> None:
        """Put the calculator into the portal's menu."""
        from hengji.faces.web.menu import Face, MenuEntry, register

        register(
            MenuEntry(
                face=Face.PORTAL,
                label="补贴试算",
                url_name="portal:calculator",
                description="按本地通知算一次培训能领多少补贴，逐条写明依据",
                order=20,
            )
        )
