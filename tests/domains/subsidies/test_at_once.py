"""Two officers, or two windows, at the same moment."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from hengji.config.roles import Clerk
from hengji.domains.subsidies import api
from hengji.domains.subsidies.models import AdjudicationRun, ClaimDecision
from hengji.platform.accounts.models import User
from hengji.platform.errors import ConflictError
from hengji.platform.jobs.models import Job
from hengji.platform.jurisdictions import loading
from tests.domains.subsidies.conftest import AT, THREE, work
from tests.factories.accounts import make_user
from tests.factories.claims import PACK, csv_bytes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer(transactional_db: None) -> User:
    loading.load()
    return make_user("huaian-clerk", "320800", Clerk)


def _at_once(act: Callable[[], object]) -> list[object]:
    """What two threads that start together come back with: a result, or what it raised."""
    start, results = Barrier(2), []

    def go() -> None:
        start.wait()
        try:
            results.append(act())
        except ConflictError as error:
            results.append(error)
        finally:
            connection.close()

    threads = [Thread(target=go) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def _upload(officer: User) -> api.Uploaded:
    return api.run_upload(
        actor=officer, pack_id=PACK, name="申领表.csv", chunks=[csv_bytes(THREE)], at=AT
    )


def test_one_file_uploaded_twice_at_once_is_one_run(officer: User) -> None:
    results = _at_once(lambda: _upload(officer))
    uploaded = [one for one in results if isinstance(one, api.Uploaded)]
    assert len(uploaded) == 2
    assert len({one.run_id for one in uploaded}) == 1
    assert sorted(one.is_new for one in uploaded) == [False, True]
    assert AdjudicationRun.objects.count() == 1


def test_two_confirmations_at_once_make_one_job(officer: User) -> None:
    run_id = _upload(officer).run_id
    results = _at_once(lambda: api.run_submit(actor=officer, run_id=run_id, at=AT))
    assert sum(isinstance(one, ConflictError) for one in results) == 1
    assert Job.objects.count() == 1
    work(AdjudicationRun.objects.get(pk=run_id))
    assert ClaimDecision.objects.filter(run_id=run_id).count() == 3
