"""The Django app: 待办."""

from django.apps import AppConfig


class OfficeTodosConfig(AppConfig):
    name = "hengji.faces.web.office.todos"
    label = "office_todos"
    verbose_name = "待办页面"

    def ready(self) -> None:
        """Put the list into the office's menu, right below the first page."""
        from hengji.faces.web.menu import Face, MenuEntry, register

        register(
            MenuEntry(
                Face.OFFICE,
                "待办",
                "office:todos",
                description="等您和本组办理的事项，领取、转交与期限",
                order=10,
            )
        )
