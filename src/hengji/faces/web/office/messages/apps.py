"""The Django app: 消息."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "hengji.faces.web.office.messages"
    label = "office_messages"
    verbose_name = "消息"

    def ready(self) -> None:
        """Put the page into everybody's menu."""
        from hengji.faces.web.menu import Face, MenuEntry, register

        register(
            MenuEntry(
                Face.OFFICE,
                "消息",
                "office:messages",
                description="发给您的通知；可设置是否同时收邮件和短信",
                order=10,
            )
        )
