"""What this package's acts are called in the audit trail."""

from hengji.platform.audit.actions import declare_action

REMOVE = declare_action("retention.remove", "清理到期数据")
