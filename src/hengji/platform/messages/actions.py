"""What this package's acts are called in the audit trail."""

from hengji.platform.audit.actions import declare_action

declare_action("messages.reach", "修改消息接收方式")
