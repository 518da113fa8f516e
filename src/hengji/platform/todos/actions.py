"""What this package's acts are called in the audit trail, beside the ways of its state table."""

from hengji.platform.audit.actions import declare_action

ESCALATE = declare_action("todo.escalate", "待办：逾期上报")
