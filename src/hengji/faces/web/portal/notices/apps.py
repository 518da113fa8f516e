"""The Django app: 公示公告."""

from django.apps import AppConfig


class PublicNoticesConfig(AppConfig):
    name = "hengji.faces.web.portal.notices"
    label = "portal_notices"
    verbose_name = "公示公告"

    def ready(self) -> None:
        """Put the notices into the portal's menu."""
        from hengji.faces.web.menu import Face, MenuEntry, register

        register(
            MenuEntry(
                Face.PORTAL,
                "公示公告",
                "portal:notices",
                description="正在公示和以往公示的名单与事项，公示期内可以提出异议",
                order=30,
            )
        )
