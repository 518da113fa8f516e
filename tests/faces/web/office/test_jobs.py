"""The pages of a job, and the file that it made."""

from datetime import UTC, datetime

import pytest
from django.http import FileResponse
from django.test import Client

from hengji.config.roles import Clerk
from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.files.services import file_store
from hengji.platform.jobs.kinds import Outcome, declare_kind
from hengji.platform.jobs.models import Job
from hengji.platform.jobs.rules import RESULT
from hengji.platform.jobs.services import (
    enqueue_again,
    job_enqueue,
    job_fail,
    job_finish,
    job_start,
)
from hengji.platform.jobs.states import State
from tests.faces.web.office.counting import queries_of
from tests.factories.accounts import make_user

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
KIND = declare_kind("test.pages", "试验", lambda run: Outcome(""), again=enqueue_again)
pytestmark = pytest.mark.django_db


@pytest.fixture
def job(clerk: User) -> Job:
    return _job(clerk)


@pytest.fixture
def colleague(divisions: None) -> User:
    return make_user("colleague", "320800", Clerk)


def _job(actor: User, title: str = "核对名册") -> Job:
    assert actor.jurisdiction
    return job_enqueue(
        actor=actor,
        kind=KIND,
        title=title,
        params={},
        jurisdiction=actor.jurisdiction,
        at=AT,
    )


def _finish(job: Job, actor: User) -> Job:
    result = file_store(
        actor=actor,
        jurisdiction=job.jurisdiction,
        purpose=RESULT,
        name="结果.csv",
        chunks=["编号,甲\n1,2\n".encode()],
        at=AT,
    )
    started = job_start(job_id=job.pk, at=AT)
    assert started
    assert job_finish(job=started, outcome=Outcome("共 1 行", result), at=AT)
    job.refresh_from_db()
    return job


def test_status_asks_again_until_the_job_has_ended(client: Client, clerk: User, job: Job) -> None:
    client.force_login(clerk)
    url = f"/office/jobs/{job.pk}/status/"
    waiting = client.get(url).content.decode()
    assert 'hx-trigger="every 1s"' in waiting
    assert "等待中" in waiting
    _finish(job, clerk)
    ended = client.get(url).content.decode()
    assert "hx-trigger" not in ended
    assert "共 1 行" in ended
    assert "结果.csv" in ended


def test_owner_cancels_by_the_button(client: Client, clerk: User, job: Job) -> None:
    client.force_login(clerk)
    answer = client.post(f"/office/jobs/{job.pk}/cancel/", follow=True)
    assert "已取消" in answer.content.decode()
    job.refresh_from_db()
    assert job.status is State.CANCELLED
    assert AuditEntry.objects.filter(action="job.cancel", actor_id=clerk.pk).count() == 1


def test_superior_sees_the_job_and_cannot_cancel_it(
    client: Client, province: User, job: Job
) -> None:
    client.force_login(province)
    page = client.get(f"/office/jobs/{job.pk}/").content.decode()
    assert "核对名册" in page
    assert "取消任务" not in page
    assert client.post(f"/office/jobs/{job.pk}/cancel/").status_code == 404


def test_job_and_file_of_another_city_do_not_exist(
    client: Client, clerk: User, stranger: User, job: Job
) -> None:
    result = _finish(job, clerk).result
    assert result
    client.force_login(stranger)
    for url in (
        f"/office/jobs/{job.pk}/",
        f"/office/jobs/{job.pk}/status/",
        f"/office/files/{result.pk}/",
    ):
        assert client.get(url).status_code == 404
    assert "没有符合条件的后台任务" in client.get("/office/jobs/").content.decode()


def test_file_is_downloaded_under_its_own_name_and_never_shown(
    client: Client, clerk: User, job: Job
) -> None:
    result = _finish(job, clerk).result
    assert result
    client.force_login(clerk)
    answer = client.get(f"/office/files/{result.pk}/")
    assert isinstance(answer, FileResponse)
    assert b"".join(answer) == "编号,甲\n1,2\n".encode()
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "%E7%BB%93%E6%9E%9C.csv" in answer["Content-Disposition"]  # 结果.csv


def test_list_is_filtered_by_state_kind_title_and_owner(
    client: Client, clerk: User, province: User, job: Job
) -> None:
    _finish(_job(clerk, "导出名册"), clerk)
    client.force_login(clerk)
    for query, shown in (
        ("?state=queued", ["核对名册"]),
        ("?state=done", ["导出名册"]),
        ("?title=导出&mine=on", ["导出名册"]),
        ("?kind=subsidies.read", []),
        ("?state=nonsense", ["核对名册", "导出名册"]),
    ):
        page = client.get(f"/office/jobs/{query}").content.decode()
        assert [name for name in ("核对名册", "导出名册") if f">{name}</a>" in page] == shown, query
    client.force_login(province)
    assert "核对名册" not in client.get("/office/jobs/?mine=on").content.decode()


def test_failed_job_shows_its_attempts_and_goes_again_once_by_the_button(
    client: Client, clerk: User, colleague: User
) -> None:
    job = _job(clerk)
    for worker in ("host:1", "host:2"):
        started = job_start(job_id=job.pk, at=AT, worker=worker)
    assert started
    job_fail(job=started, error="第 3 行读不出来", at=AT)
    client.force_login(colleague)
    page = client.get(f"/office/jobs/{job.pk}/").content.decode()
    assert "意外中断" in page
    assert "第 3 行读不出来" in page
    assert "host:2" in page
    assert ">重试<" not in page
    assert client.post(f"/office/jobs/{job.pk}/again/").status_code == 404
    client.force_login(clerk)
    assert ">重试<" in client.get(f"/office/jobs/{job.pk}/").content.decode()
    answer = client.post(f"/office/jobs/{job.pk}/again/", follow=True).content.decode()
    assert "已重新提交" in answer
    assert "重试自" in answer
    again = client.post(f"/office/jobs/{job.pk}/again/", follow=True).content.decode()
    assert "不能重试或已经重试过" in again
    assert Job.objects.count() == 2


def test_owner_without_the_permission_sees_one_s_own_jobs_only(
    client: Client, clerk: User, job: Job
) -> None:
    nobody = make_user("nobody", "320800")
    own = _job(nobody, "自己的任务")
    client.force_login(nobody)
    page = client.get("/office/jobs/").content.decode()
    assert "自己的任务" in page
    assert "核对名册" not in page
    assert client.get(f"/office/jobs/{own.pk}/").status_code == 200
    assert client.get(f"/office/jobs/{job.pk}/").status_code == 404


def test_list_costs_the_same_however_many_jobs(client: Client, clerk: User, job: Job) -> None:
    client.force_login(clerk)
    one, _ = queries_of(client, "/office/jobs/")
    _job(clerk), _job(clerk)
    three, page = queries_of(client, "/office/jobs/")
    assert page.count("核对名册") == 3
    assert three == one
