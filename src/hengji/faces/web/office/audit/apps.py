"""The Django app: 审计日志."""

from django.apps import AppConfig


class AuditPagesConfig(AppConfig):
    name = "hengji.faces.web.office.audit"
    label = "office_audit"
    verbose_name = "审计日志页面"

    def ready(self) -> None:
        """Put the page into the menu of those who may see it."""
        from hengji.faces.web.menu import Face, MenuEntry, register
        from hengji.platform.audit.rules import VIEW_AUDIT

        register(
            MenuEntry(
                Face.OFFICE,
                "审计日志",
                "office:audit",
                group="系统",
                permission=VIEW_AUDIT,
                description="谁在何时对什么做了什么，以及记录是否被改动过",
                order=920,
            )
        )
