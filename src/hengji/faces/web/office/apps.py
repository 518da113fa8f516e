"""The Django app: 办公."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "hengji.faces.web.office"
    label = "office"
    verbose_name = "办公"

    def ready(self) -> None:
        """Put the pages that every member of the staff has into the menu."""
        from hengji.faces.web.menu import Face, MenuEntry, register
        from hengji.platform.jobs.rules import VIEW_JOBS

        register(MenuEntry(Face.OFFICE, "工作台", "office:home", order=0))
        register(
            MenuEntry(
                Face.OFFICE,
                "后台任务",
                "office:jobs",
                group="系统",
                permission=VIEW_JOBS,
                description="批量核对、导入等耗时工作的进度与结果",
                order=900,
            )
        )
