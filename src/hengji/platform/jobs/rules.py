"""Who may see background work."""

from hengji.platform.roles import declare

VIEW_JOBS = declare("jobs.view", "查看后台任务")
