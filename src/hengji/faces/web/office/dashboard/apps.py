"""The Django app: 统计."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "hengji.faces.web.office.dashboard"
    label = "dashboard"
    verbose_name = "统计"

    def ready(self) -> None:
        """Put the page into the menu of those who may see it."""
        from hengji.faces.web.menu import Face, MenuEntry, register
        from hengji.platform.statistics import VIEW_STATISTICS

        register(
            MenuEntry(
                Face.OFFICE,
                "统计",
                "office:dashboard",
                permission=VIEW_STATISTICS,
                description="本地区和下级的核定、疑点、待办与任务",
                order=20,
            )
        )
