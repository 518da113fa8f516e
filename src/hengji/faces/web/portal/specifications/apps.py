"""The Django app: 考核规范 for the public."""

from django.apps import AppConfig


class PublishedSpecificationsConfig(AppConfig):
    name = "hengji.faces.web.portal.specifications"
    label = "portal_specifications"
    verbose_name = "考核规范"

    def ready(self) -> None:
        """Put the catalogue into the portal's menu."""
        from hengji.faces.web.menu import Face, MenuEntry, register

        register(
            MenuEntry(
                Face.PORTAL,
                "考核规范",
                "portal:specifications",
                description="已颁布的专项职业能力考核规范：考什么、怎么考，可下载正式文本",
                order=15,
            )
        )
