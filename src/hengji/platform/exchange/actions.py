"""What these acts are called in the audit trail."""

from hengji.platform.audit.actions import declare_action

declare_action("exchange.export", "导出列表")
declare_action("exchange.upload", "上传导入表")
declare_action("exchange.batch.submit", "确认导入")
declare_action("exchange.batch.finish", "导入完成")
declare_action("exchange.batch.discard", "放弃导入")
