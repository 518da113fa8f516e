"""Who is told how a run ended."""

from collections.abc import Callable

import pytest

from hengji.domains.subsidies import api
from hengji.domains.subsidies.models import AdjudicationRun
from hengji.platform.accounts.models import User
from hengji.platform.jobs.services import job_fail, job_retry, job_start
from hengji.platform.messages.models import Message
from hengji.platform.outbox.models import Delivery
from hengji.platform.outbox.states import State
from tests.domains.subsidies.conftest import AT, THREE, Claims, work
from tests.factories.outbox import deliver_all

pytestmark = pytest.mark.django_db


def test_submitter_is_told_once_that_the_run_is_done(
    decided: Callable[[Claims], AdjudicationRun], clerk: User
) -> None:
    run = decided(THREE)
    deliver_all()
    message = Message.objects.get(to=clerk)
    assert (message.title, message.link) == (
        "补贴核定完成：申领表.csv",
        f"/office/adjudication/{run.pk}/",
    )
    assert "共核定 3 件" in message.body
    Delivery.objects.filter(receiver="subsidies.tell_submitter").update(
        state=State.PENDING, done_at=None, attempt=0
    )
    deliver_all()
    assert Message.objects.count() == 1


def test_submitter_is_told_that_the_run_failed_and_the_job_goes_again(
    upload: Callable[[Claims], AdjudicationRun], clerk: User
) -> None:
    run = upload(THREE)
    api.run_submit(actor=clerk, run_id=run.pk, at=AT)
    run.refresh_from_db()
    assert run.job
    started = job_start(job_id=run.job.pk, at=AT)
    assert started
    job_fail(job=started, error="磁盘已满", at=AT)
    deliver_all()
    message = Message.objects.get(to=clerk)
    assert (message.title, message.body) == ("补贴核定未完成：申领表.csv", "磁盘已满")
    again = job_retry(actor=clerk, job_id=started.pk, at=AT)
    work(run)
    run.refresh_from_db()
    assert (run.job_id, run.stage) == (again.pk, api.Stage.DONE)
