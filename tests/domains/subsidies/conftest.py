"""Runs at every stage, made by the services themselves."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import pytest

from hengji.domains.subsidies import api
from hengji.domains.subsidies.models import AdjudicationRun
from hengji.platform.accounts.models import User
from hengji.platform.jobs.execution import execute
from tests.factories.claims import PACK, claim, csv_bytes

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
Claims = Sequence[Mapping[str, str]]

THREE = (
    claim(1),
    claim(2, provider_stars="二星级"),  # 二: 三星级以下原则上不支持
    claim(3, total_minutes=""),  # 附件1: lessons not told
)


@pytest.fixture
def upload(clerk: User) -> Callable[[Claims], AdjudicationRun]:
    """Hand in a sheet of these claims as 淮安's clerk."""

    def do(claims: Claims) -> AdjudicationRun:
        done = api.run_upload(
            actor=clerk, pack_id=PACK, name="申领表.csv", chunks=[csv_bytes(claims)], at=AT
        )
        return AdjudicationRun.objects.get(pk=done.run_id)

    return do


@pytest.fixture
def decided(
    clerk: User, upload: Callable[[Claims], AdjudicationRun]
) -> Callable[[Claims], AdjudicationRun]:
    """Hand in, confirm, and let the job run."""

    def do(claims: Claims) -> AdjudicationRun:
        run = upload(claims)
        api.run_submit(actor=clerk, run_id=run.pk, at=AT)
        work(run)
        return AdjudicationRun.objects.get(pk=run.pk)

    return do


def work(run: AdjudicationRun) -> None:
    """What the worker does with the run's job."""
    run.refresh_from_db()
    assert run.job is not None
    execute(run.job.pk, stopping=lambda: False)
