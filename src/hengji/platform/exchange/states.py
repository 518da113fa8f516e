"""The states of an import."""

from typing import TYPE_CHECKING

from django.db.models import TextChoices

from hengji.platform.states.table import StateTable, Transition, register

if TYPE_CHECKING:
    from hengji.platform.exchange.models import ImportBatch


class State(TextChoices):
    """Where a batch is. How far its job is, the job itself tells."""

    READY = "ready", "待确认"
    SUBMITTED = "submitted", "已提交"
    DONE = "done", "已导入"
    DISCARDED = "discarded", "已放弃"


def no_job_at_work(batch: "ImportBatch") -> str | None:
    """No job of the batch is waiting or working."""
    return "正在导入，请先等它结束。" if batch.is_moving else None


BATCH = register(
    StateTable(
        code="exchange.batch",
        label="导入",
        model="exchange.ImportBatch",
        states=State,
        initial=(State.READY,),
        transitions=(
            # A job that failed or was stopped leaves the batch submitted, to be gone on with.
            Transition(
                "submit",
                "确认导入",
                (State.READY, State.SUBMITTED),
                State.SUBMITTED,
                who="持有该列表导入权限的人",
                guards=(no_job_at_work,),
            ),
            Transition("finish", "导入完成", (State.SUBMITTED,), State.DONE),
            Transition(
                "discard",
                "放弃",
                (State.READY,),
                State.DISCARDED,
                who="持有该列表导入权限的人",
            ),
        ),
    )
)
