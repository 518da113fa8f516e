"""The states of a job and the ways between them."""

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.urls import reverse

from hengji.platform.states.table import StateTable, Todos, Transition, register

if TYPE_CHECKING:
    from hengji.platform.jobs.models import Job


class State(TextChoices):
    """Where a job is."""

    QUEUED = "queued", "等待中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"
    CANCELLED = "cancelled", "已取消"

    @property
    def final(self) -> bool:
        """Whether nothing will happen to the job any more."""
        return JOB.is_final(self)


def _page(job: "Job") -> str:
    return reverse("office:job", args=[job.pk])


def _still_unfinished(job: "Job") -> bool:
    return job.status is State.FAILED and not job.retries.exists()


UNFINISHED = Todos(
    "job.failed",
    "任务未完成",
    State.FAILED,
    # Its owner ends it by starting the job once more, or by saying so.
    needed=_still_unfinished,
    assignee=lambda job: job.actor,
    title=lambda job: f"任务未完成：{job.title}",
    link=_page,
    due_working_days=5,
)

JOB = register(
    StateTable(
        code="job",
        label="后台任务",
        model="jobs.Job",
        states=State,
        initial=(State.QUEUED,),
        transitions=(
            # A crash between two steps leaves RUNNING; the rescue starts such a job again.
            Transition(
                "start", "开始执行", (State.QUEUED, State.RUNNING), State.RUNNING, audited=False
            ),
            # The worker stops before the work is done; the queue will start it again.
            Transition("requeue", "放回队列", (State.RUNNING,), State.QUEUED, audited=False),
            Transition("finish", "执行完成", (State.RUNNING,), State.DONE),
            Transition("fail", "执行失败", (State.RUNNING,), State.FAILED, requires=("error",)),
            Transition(
                "cancel",
                "取消",
                (State.QUEUED, State.RUNNING),
                State.CANCELLED,
                who="提交人；正在执行的由系统在下一步停下",
            ),
        ),
        todos=(UNFINISHED,),
    )
)
