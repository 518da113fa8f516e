"""The Django app: 人员与机构."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "hengji.faces.web.office.people"
    label = "people"
    verbose_name = "人员与机构"

    def ready(self) -> None:
        """Put the pages into the office's menu."""
        from hengji.faces.web.menu import Face, MenuEntry, register
        from hengji.platform.accounts.rules import VIEW_ACCOUNTS, VIEW_ROLES
        from hengji.platform.jurisdictions.rules import VIEW_BODIES

        entries = (
            ("账号与任职", "office:accounts", VIEW_ACCOUNTS, "开通账号，授予、代理和结束任职", 800),
            ("机构", "office:bodies", VIEW_BODIES, "考核评价机构、培训机构与用人单位", 810),
            ("角色与权限", "office:roles", VIEW_ROLES, "每个角色能做什么", 820),
        )
        for label, url_name, permission, description, order in entries:
            register(
                MenuEntry(
                    Face.OFFICE,
                    label,
                    url_name,
                    group="人员与机构",
                    permission=permission,
                    description=description,
                    order=order,
                )
            )
