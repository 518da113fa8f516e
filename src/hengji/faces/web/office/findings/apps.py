"""The Django app: 目录疑点."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "hengji.faces.web.office.findings"
    label = "office_findings"
    verbose_name = "目录疑点"

    def ready(self) -> None:
        """Put the page into the menu of those who may see it."""
        from hengji.domains.catalogues.api import VIEW_FINDINGS
        from hengji.faces.web.menu import Face, MenuEntry, register

        register(
            MenuEntry(
                Face.OFFICE,
                "目录疑点",
                "office:findings",
                group="目录",
                permission=VIEW_FINDINGS,
                description="已公布目录中的错误与存疑之处，逐条核实并写明理由",
                order=100,
            )
        )
