"""The Django app: 工作日历."""

from django.apps import AppConfig


class WorkdaysPagesConfig(AppConfig):
    name = "hengji.faces.web.office.workdays"
    label = "office_workdays"
    verbose_name = "工作日历"

    def ready(self) -> None:
        """Put the calendar into the office's menu."""
        from hengji.faces.web.menu import Face, MenuEntry, register

        register(
            MenuEntry(
                Face.OFFICE,
                "工作日历",
                "office:workdays",
                group="系统",
                description="节假日与调休，公示期和办理期限都按它推算",
                order=850,
            )
        )
