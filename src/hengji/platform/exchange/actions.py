"""What these acts are called in the audit trail."""

from hengji.platform.audit.actions import declare_action

declare_action("exchange.export", "导出列表")
declare_action("exchange.upload", "上传导入表")
