"""What this package's acts are called in the audit trail, besides those of its states."""

from hengji.platform.audit.actions import declare_action

declare_action("job.enqueue", "提交后台任务")
declare_action("job.retry", "重试后台任务")
