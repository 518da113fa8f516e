"""The states of an adjudication run, the ways between them, and what an officer is shown."""

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.urls import reverse

from hengji.domains.subsidies.recusals import handed_nothing_in
from hengji.domains.subsidies.rules import CONFIRM_RUNS, HANDLE_RUNS
from hengji.platform.states.table import REMARK, StateTable, Todos, Transition, register
from hengji.platform.states.two_persons import two_persons

if TYPE_CHECKING:
    from hengji.domains.subsidies.models import AdjudicationRun


class State(TextChoices):
    """Where a run is. How far its job is, the job itself tells."""

    UPLOADED = "uploaded", "已上传"
    READY = "ready", "待确认"
    SUBMITTED = "submitted", "已提交"
    DONE = "done", "已核定"
    CONFIRMED = "confirmed", "已复核"
    RETURNED = "returned", "已退回"
    DISCARDED = "discarded", "已放弃"

    @property
    def decided(self) -> bool:
        """Whether the run has its decisions, its totals and its files."""
        return self in DECIDED


DECIDED = (State.DONE, State.CONFIRMED, State.RETURNED)
REVIEWED = (State.CONFIRMED, State.RETURNED)
WITHDRAWN = (State.DISCARDED, State.RETURNED)
"""The same sheet may be handed in again: nothing will be paid by this run."""

REVIEWED_BY_ANOTHER = two_persons(
    "reviewed_by", "submitted_by", name="run_reviewed_by_another_person"
)


def no_job_at_work(run: "AdjudicationRun") -> str | None:
    """No job of the run is waiting or working."""
    return f"这次核定{run.stage.label}，请先等它结束或中止它。" if run.stage.moving else None


def some_row_was_read(run: "AdjudicationRun") -> str | None:
    """At least one row of the sheet can be decided."""
    return "申领表没有一行读得出，请放弃后改好再传。" if run.rows == run.bad_rows else None


def _page(run: "AdjudicationRun") -> str:
    return reverse("office:adjudication-run", args=[run.pk])


RUN = register(
    StateTable(
        code="subsidies.run",
        label="补贴核定",
        model="subsidies.AdjudicationRun",
        states=State,
        initial=(State.UPLOADED,),
        transitions=(
            # A large file is read by a job; a small one is ready at once.
            Transition("read", "读取完成", (State.UPLOADED,), State.READY, audited=False),
            # A job that failed or was stopped leaves the run submitted, to be tried again.
            Transition(
                "submit",
                "确认核定",
                (State.READY, State.SUBMITTED),
                State.SUBMITTED,
                HANDLE_RUNS,
                guards=(no_job_at_work, some_row_was_read),
            ),
            Transition(
                "decide",
                "核定完成",
                (State.SUBMITTED,),
                State.DONE,
                requires=("workbook", "decisions_file", "report_file", "decided_at"),
            ),
            Transition(
                "confirm",
                "复核通过",
                (State.DONE,),
                State.CONFIRMED,
                CONFIRM_RUNS,
                other_than=(REVIEWED_BY_ANOTHER,),
                recusals=(handed_nothing_in,),
            ),
            Transition(
                "return",
                "退回",
                (State.DONE,),
                State.RETURNED,
                CONFIRM_RUNS,
                requires=(REMARK,),
                other_than=(REVIEWED_BY_ANOTHER,),
                recusals=(handed_nothing_in,),
            ),
            Transition(
                "discard",
                "放弃",
                (State.UPLOADED, State.READY, State.SUBMITTED),
                State.DISCARDED,
                HANDLE_RUNS,
                guards=(no_job_at_work,),
            ),
        ),
        todos=(
            Todos(
                "subsidies.submit_run",
                "确认核定",
                State.READY,
                title=lambda run: f"确认核定：{run.source.original_name}",
                link=_page,
                due_working_days=3,
                permission=HANDLE_RUNS,
            ),
            Todos(
                "subsidies.review_run",
                "复核",
                State.DONE,
                title=lambda run: f"复核：{run.source.original_name}",
                link=_page,
                due_working_days=5,
                permission=CONFIRM_RUNS,
                other_than=REVIEWED_BY_ANOTHER,
            ),
        ),
    )
)


class Stage(TextChoices):
    """A run's state together with its job's: the one word on the page."""

    READING = "reading", "读取中"
    READY = "ready", "待确认"
    QUEUED = "queued", "排队中"
    RUNNING = "running", "核定中"
    DONE = "done", "已核定，未复核"
    CONFIRMED = "confirmed", "已复核"
    RETURNED = "returned", "已退回"
    FAILED = "failed", "未完成"
    CANCELLED = "cancelled", "已中止"
    DISCARDED = "discarded", "已放弃"

    @property
    def moving(self) -> bool:
        """Whether a job is at work, so that the page asks again."""
        return self in {Stage.READING, Stage.QUEUED, Stage.RUNNING}
