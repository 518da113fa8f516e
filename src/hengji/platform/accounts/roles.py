"""What a person is in the office; what a role may do is said where permissions are declared."""

from django.db.models import TextChoices


class Role(TextChoices):
    """A role holds within the account's own jurisdiction and those below it."""

    ADMINISTRATOR = "administrator", "管理员"
    CLERK = "clerk", "经办人员"
    AUDITOR = "auditor", "审计人员"

    @property
    def description(self) -> str:
        """One sentence for the page that lists the roles."""
        return _DESCRIPTIONS[self]


_DESCRIPTIONS = {
    Role.ADMINISTRATOR: "管理本辖区的目录、政策包与账号，处理目录疑点",
    Role.CLERK: "办理本辖区的业务：导入名册、核对申领、处理目录疑点",
    Role.AUDITOR: "查看本辖区的全部记录与审计日志，不办理业务",
}
