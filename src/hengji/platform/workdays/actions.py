"""What this package's acts are called in the audit trail."""

from hengji.platform.audit.actions import declare_action

declare_action("calendar.import", "导入放假安排")
