"""What may be done with the audit trail."""

from hengji.platform.permissions import declare

VIEW_AUDIT = declare("audit.view", "查看审计日志")
EXPORT_AUDIT = declare("audit.export", "导出审计日志")
