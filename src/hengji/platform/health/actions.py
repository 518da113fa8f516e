"""What this package's acts are called in the audit trail."""

from hengji.platform.audit.actions import declare_action

BACKUP = declare_action("backup.create", "备份")
CHECK = declare_action("system.check", "检查系统状况")
