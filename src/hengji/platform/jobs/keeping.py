"""What of the queue may go. The jobs themselves stay, with their attempts and results."""

from procrastinate.contrib.django.models import ProcrastinateJob

from hengji.platform.retention.registry import may_go

may_go(
    "queue.jobs",
    ProcrastinateJob,
    "执行完的队列记录",
    # Its rows of events go with it, by the queue's own foreign key.
    condition="t.status NOT IN ('todo', 'doing') AND NOT EXISTS ("
    "SELECT FROM procrastinate_events e WHERE e.job_id = t.id AND e.at >= %(before)s)",
    days=7,
    reason="队列每十秒也记一次自查；任务自己的记录另存，不受影响",
)
