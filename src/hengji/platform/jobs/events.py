"""What the jobs tell."""

from hengji.platform.outbox.registry import declare_event

JOB_ENDED = declare_event("jobs.ended", "后台任务结束")
