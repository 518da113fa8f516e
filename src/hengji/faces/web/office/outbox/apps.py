"""The Django app: 事件."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "hengji.faces.web.office.outbox"
    label = "office_outbox"
    verbose_name = "事件"

    def ready(self) -> None:
        """Put the page into the menu of those who may see it."""
        from hengji.faces.web.menu import Face, MenuEntry, register
        from hengji.platform.outbox.rules import VIEW_EVENTS

        register(
            MenuEntry(
                Face.OFFICE,
                "事件",
                "office:events",
                group="系统",
                permission=VIEW_EVENTS,
                description="系统内部事件的投递情况；失败的可以重新投递",
                order=910,
            )
        )
