"""What this package's acts are called in the audit trail, besides those of its states."""

from hengji.platform.audit.actions import declare_action

declare_action("subsidies.run.upload", "上传申领表")
declare_action("subsidies.run.stop", "中止核定")
declare_action("subsidies.claim.release", "解除申领的暂缓")
declare_action("subsidies.run.download.decisions", "下载核定决定")
declare_action("subsidies.run.download.report", "下载核定汇总")
# Rows written before every look at personal data had one name.
declare_action("subsidies.run.download.source", "下载申领表原件")
declare_action("subsidies.run.download.workbook", "下载写有决定的申领表")
declare_action("subsidies.identity.reveal", "查看完整证件号码")
