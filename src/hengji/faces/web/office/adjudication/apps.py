"""The Django app: 补贴核定."""

from django.apps import AppConfig


class AdjudicationConfig(AppConfig):
    name = "hengji.faces.web.office.adjudication"
    label = "adjudication"
    verbose_name = "补贴核定"

    def ready(self) -> None:
        """Put the pages into the office's menu."""
        from hengji.domains.subsidies.api import VIEW_RUNS
        from hengji.faces.web.menu import Face, MenuEntry, register

        register(
            MenuEntry(
                Face.OFFICE,
                "补贴核定",
                "office:adjudication",
                group="补贴",
                permission=VIEW_RUNS,
                description="上传申领表，逐件核定，取回带决定和条款的原表",
                order=200,
            )
        )
