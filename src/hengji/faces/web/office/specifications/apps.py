"""The Django app: 考核规范."""

from django.apps import AppConfig


class SpecificationsPagesConfig(AppConfig):
    name = "hengji.faces.web.office.specifications"
    label = "office_specifications"
    verbose_name = "考核规范开发"

    def ready(self) -> None:
        """Put the pages into the office's menu."""
        from hengji.domains.specifications.api import VIEW_SPECIFICATIONS
        from hengji.faces.web.menu import Face, MenuEntry, register

        register(
            MenuEntry(
                Face.OFFICE,
                "考核规范",
                "office:specifications",
                group="考核规范",
                permission=VIEW_SPECIFICATIONS,
                description="立项、专家组、调查、研讨、编写、评审、备案、颁布、试点与推行",
                order=250,
            )
        )
