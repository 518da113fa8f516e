"""What this package's acts are called in the audit trail."""

from hengji.platform.audit.actions import declare_action

declare_action("backup.create", "备份")
