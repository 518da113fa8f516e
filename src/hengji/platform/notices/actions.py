"""What this package's acts are called in the audit trail."""

from hengji.platform.audit.actions import declare_action

declare_action("notices.notice.draft", "拟制公示")
declare_action("notices.notice.edit", "修改公示草稿")
declare_action("notices.notice.fill", "生成公示名单")
declare_action("notices.notice.attach", "添加公示附件")
declare_action("notices.notice.detach", "移除公示附件")
