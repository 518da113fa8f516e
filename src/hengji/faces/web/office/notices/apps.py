"""The Django app: 公示."""

from django.apps import AppConfig


class NoticesPagesConfig(AppConfig):
    name = "hengji.faces.web.office.notices"
    label = "office_notices"
    verbose_name = "公示办理"

    def ready(self) -> None:
        """Put notices and objections into the office's menu."""
        from hengji.faces.web.menu import Face, MenuEntry, register
        from hengji.platform.notices.rules import ANSWER_OBJECTIONS, VIEW_NOTICES

        register(
            MenuEntry(
                Face.OFFICE,
                "公示",
                "office:notices",
                group="公示",
                permission=VIEW_NOTICES,
                description="拟制、审核、发布公示，跟踪公示期和异议",
                order=300,
            )
        )
        register(
            MenuEntry(
                Face.OFFICE,
                "异议答复",
                "office:objections",
                group="公示",
                permission=ANSWER_OBJECTIONS,
                description="公众对公示提出的异议，按期限答复",
                order=310,
            )
        )
