"""The Django app: 系统状况."""

from django.apps import AppConfig


class SystemConfig(AppConfig):
    name = "hengji.faces.web.office.system"
    label = "office_system"
    verbose_name = "系统状况"

    def ready(self) -> None:
        """Put the page into the menu of those who may see it."""
        from hengji.faces.web.menu import Face, MenuEntry, register
        from hengji.platform.health.rules import VIEW_SYSTEM

        register(
            MenuEntry(
                Face.OFFICE,
                "系统状况",
                "office:system",
                group="系统",
                permission=VIEW_SYSTEM,
                description="安装与数据的检查结果、问题的处理办法、最近的备份",
                order=930,
            )
        )
