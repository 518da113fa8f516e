"""Who may see background work and what came of it."""

from hengji.platform.files.kinds import EVERY
from hengji.platform.files.purposes import declare_purpose
from hengji.platform.roles import declare

VIEW_JOBS = declare("jobs.view", "查看后台任务")
RESULT = declare_purpose(
    "jobs.result", "任务结果", kinds=EVERY, most_bytes=1 << 40, permission=VIEW_JOBS
)
