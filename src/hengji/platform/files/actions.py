"""What this package's acts are called in the audit trail."""

from hengji.platform.audit.actions import declare_action

declare_action("file.download", "下载文件")
declare_action("file.version.add", "添加文件版本")
