"""What the messages tell."""

from hengji.platform.outbox.registry import declare_event

MESSAGE_SENT = declare_event("messages.sent", "消息已发出")
