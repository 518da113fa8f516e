"""What this package's acts are called in the audit trail."""

from hengji.platform.audit.actions import declare_action

# Rows written before doubts had a state table.
declare_action("处理疑点", "处理疑点")
declare_action("重新打开疑点", "重新打开疑点")
