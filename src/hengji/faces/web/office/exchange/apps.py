"""The Django app: 导入导出."""

from django.apps import AppConfig


class OfficeExchangeConfig(AppConfig):
    name = "hengji.faces.web.office.exchange"
    label = "office_exchange"
    verbose_name = "导入导出"

    def ready(self) -> None:
        """Put the page into the office's menu."""
        from hengji.faces.web.menu import Face, MenuEntry, register

        register(
            MenuEntry(
                Face.OFFICE,
                "导入导出",
                "office:exchange",
                group="系统",
                description="按模板批量导入，取回写明原因的原表；自己导出过的文件",
                order=890,
            )
        )
