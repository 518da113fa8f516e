"""What may happen to a job, and what may not."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from hengji.config.roles import Clerk
from hengji.platform.accounts.models import User
from hengji.platform.errors import ConflictError, HengjiError, NotFoundError
from hengji.platform.jobs.execution import execute
from hengji.platform.jobs.kinds import Kind, Outcome, declare_kind
from hengji.platform.jobs.models import Job
from hengji.platform.jobs.rules import VIEW_JOBS
from hengji.platform.jobs.run import Run, SupersededError
from hengji.platform.jobs.services import (
    MOST_ATTEMPTS,
    job_cancel,
    job_enqueue,
    job_finish,
    job_requeue,
    job_retry,
    job_start,
)
from hengji.platform.jobs.states import State
from hengji.platform.messages.models import Message
from tests.factories.accounts import make_user
from tests.factories.outbox import deliver_all

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def _work(run: Run) -> Outcome:
    match run.params.get("do"):
        case "refuse":
            raise HengjiError("NO_CLAIMS", "工作簿里没有一行申领。")
        case "break":
            raise ZeroDivisionError
    run.progress(3, 3)
    return Outcome("共 3 行")


KIND = declare_kind("test.services", "试验", _work)


def _job(actor: User, kind: Kind = KIND, **params: str) -> Job:
    assert actor.jurisdiction
    return job_enqueue(
        actor=actor,
        kind=kind,
        title="一件事",
        params=params,
        jurisdiction=actor.jurisdiction,
        at=AT,
    )


def _run(job: Job) -> Job:
    assert execute(job.pk, stopping=lambda: False)
    job.refresh_from_db()
    return job


def test_job_when_worked_off_is_done_with_its_message(clerk: User) -> None:
    job = _run(_job(clerk))
    assert (job.status, job.message, job.percent) == (State.DONE, "共 3 行", 100)
    assert job.finished_at is not None


def test_job_when_executed_again_after_its_end_does_nothing(clerk: User) -> None:
    job = _run(_job(clerk))
    ended = job.finished_at
    assert _run(job).finished_at == ended
    assert job.attempt == 1


def test_job_that_the_handler_refuses_shows_the_reason(clerk: User) -> None:
    job = _run(_job(clerk, do="refuse"))
    assert (job.status, job.error) == (State.FAILED, "工作簿里没有一行申领。")


def test_job_that_breaks_shows_no_traceback_to_its_owner(clerk: User) -> None:
    job = _run(_job(clerk, do="break"))
    assert job.status is State.FAILED
    assert f"任务 {job.pk}" in job.error
    assert "ZeroDivision" not in job.error


def test_job_enqueued_in_a_transaction_that_fails_is_not_there(clerk: User) -> None:
    with transaction.atomic():
        _job(clerk)
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_execution_that_was_replaced_can_neither_report_nor_finish(clerk: User) -> None:
    job = _job(clerk)
    first = job_start(job_id=job.pk, at=AT)
    second = job_start(job_id=job.pk, at=AT)
    assert first
    assert second
    saved: list[str] = []
    with pytest.raises(SupersededError):
        Run(first, stopping=lambda: False).progress(1, 2)
    assert not job_finish(job=first, outcome=Outcome("", save=lambda: saved.append("1")), at=AT)
    assert job_finish(job=second, outcome=Outcome("", save=lambda: saved.append("2")), at=AT)
    assert saved == ["2"]


def test_job_that_takes_every_worker_down_is_given_up(clerk: User) -> None:
    job = _job(clerk)
    for _ in range(MOST_ATTEMPTS):
        assert job_start(job_id=job.pk, at=AT)
    assert job_start(job_id=job.pk, at=AT) is None
    job.refresh_from_db()
    assert job.status is State.FAILED
    assert "多次意外中断" in job.error


def test_waiting_job_when_cancelled_never_starts(clerk: User) -> None:
    job = job_cancel(actor=clerk, job_id=_job(clerk).pk, at=AT)
    assert job.status is State.CANCELLED
    assert _run(job).attempt == 0


def test_job_when_cancelled_by_another_is_not_found(clerk: User) -> None:
    colleague = make_user("colleague", "320800", Clerk)
    with pytest.raises(NotFoundError):
        job_cancel(actor=colleague, job_id=_job(clerk).pk, at=AT)


def test_ended_job_when_cancelled_is_a_conflict(clerk: User) -> None:
    job = _run(_job(clerk))
    with pytest.raises(ConflictError, match="已完成"):
        job_cancel(actor=clerk, job_id=job.pk, at=AT)


def test_job_done_beyond_its_total_is_refused_by_the_database(clerk: User) -> None:
    with pytest.raises(IntegrityError):
        Job.objects.filter(pk=_job(clerk).pk).update(progress_done=3, progress_total=2)


def test_jobs_are_visible_from_above_and_not_from_beside(
    clerk: User, province: User, stranger: User
) -> None:
    job = _job(clerk)
    assert list(Job.objects.visible_to(province, VIEW_JOBS)) == [job]
    assert not Job.objects.visible_to(stranger, VIEW_JOBS).exists()


def test_attempts_tell_what_became_of_each_execution(clerk: User) -> None:
    job = _job(clerk)
    assert job_start(job_id=job.pk, at=AT, worker="host:1")
    second = job_start(job_id=job.pk, at=AT, worker="host:2")
    assert second
    job_requeue(job=second, at=AT)
    _run(job)
    outcomes = list(job.attempts.values_list("outcome", flat=True))
    assert outcomes == ["lost", "returned", "done"]
    assert job.attempts.filter(ended_at=None).count() == 0


def test_owner_is_told_of_the_end_and_of_one_s_own_cancelling_nothing(clerk: User) -> None:
    done, failed, cancelled = _job(clerk), _job(clerk, do="refuse"), _job(clerk)
    _run(done), _run(failed)
    job_cancel(actor=clerk, job_id=cancelled.pk, at=AT)
    deliver_all()
    told = Message.objects.filter(to=clerk).order_by("pk").values_list("title", "body", "link")
    assert list(told) == [
        ("一件事：已完成", "共 3 行", f"/office/jobs/{done.pk}/"),
        ("一件事：未完成", "工作簿里没有一行申领。", f"/office/jobs/{failed.pk}/"),
    ]


def test_done_job_and_one_of_a_kind_that_cannot_do_not_go_again(clerk: User) -> None:
    for job in (_run(_job(clerk)), _run(_job(clerk, do="refuse"))):
        with pytest.raises(ConflictError, match="不能重试"):
            job_retry(actor=clerk, job_id=job.pk, at=AT)


def test_job_is_retried_once_by_the_database(clerk: User) -> None:
    first, second, third = _job(clerk), _job(clerk), _job(clerk)
    Job.objects.filter(pk=second.pk).update(retry_of=first)
    with pytest.raises(IntegrityError):
        Job.objects.filter(pk=third.pk).update(retry_of=first)
