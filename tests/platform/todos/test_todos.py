"""Todos arise from states, are claimed, handed on, escalated, and end with their subject."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, transaction

from hengji.config.roles import Clerk, Reviewer
from hengji.domains.catalogues.models import Edition, FindingState, ListFinding
from hengji.domains.catalogues.services.settle import finding_reopen, findings_settle
from hengji.domains.subsidies import api
from hengji.domains.subsidies.models import AdjudicationRun
from hengji.platform.accounts.models import Appointment, User
from hengji.platform.accounts.services.accounts import account_close
from hengji.platform.audit.models import AuditEntry
from hengji.platform.errors import HengjiError
from hengji.platform.jobs.services import job_fail, job_retry, job_start
from hengji.platform.jurisdictions import loading
from hengji.platform.messages.models import Message
from hengji.platform.states.errors import TransitionRefusedError
from hengji.platform.todos.due import due_date
from hengji.platform.todos.errors import NoSuchTodoError, TodoTakenError, UnfitColleagueError
from hengji.platform.todos.models import LIVE, State, Todo
from hengji.platform.todos.queries import Scope, todo_get, todo_home, todos_page
from hengji.platform.todos.services import (
    PATIENCE,
    todo_acknowledge,
    todo_claim,
    todo_hand_on,
    todo_release,
    todos_escalate,
    todos_hand_over,
)
from tests.factories.accounts import appoint, make_user
from tests.factories.catalogues import load, small_packs
from tests.factories.claims import PACK, claim, csv_bytes

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # a Monday
TODAY = date(2026, 3, 2)


def _upload(actor: User, number: int = 1) -> AdjudicationRun:
    content = csv_bytes([claim(number)])
    done = api.run_upload(
        actor=actor, pack_id=PACK, name=f"{number}月.csv", chunks=[content], at=AT
    )
    return AdjudicationRun.objects.get(pk=done.run_id)


@pytest.fixture
def run(clerk: User) -> AdjudicationRun:
    """A sheet that waits to be confirmed."""
    return _upload(clerk)


@pytest.fixture
def todo(run: AdjudicationRun) -> Todo:
    """The todo that it is."""
    return Todo.objects.get(kind="subsidies.submit_run")


@pytest.fixture
def colleague(divisions: None) -> User:
    return make_user("colleague", "320800", Clerk)


def _titles(actor: User, scope: Scope, today: date = TODAY) -> list[str]:
    return [one.title for one in todos_page(actor, scope=scope, today=today)]


def test_waiting_run_is_a_todo_of_who_may_confirm_it(todo: Todo, run: AdjudicationRun) -> None:
    assert (todo.status, todo.title) == (State.OPEN, "确认核定：1月.csv")
    assert (todo.jurisdiction_id, todo.permission) == ("320800", "subsidies.handle_runs")
    assert (todo.raised_by, todo.link) == ("subsidies.run.read", f"/office/adjudication/{run.pk}/")
    assert todo.due_on == date(2026, 3, 5)  # three working days after Monday


def test_doing_the_work_settles_the_todo_claimed_or_not(
    todo: Todo, run: AdjudicationRun, clerk: User, colleague: User
) -> None:
    todo_claim(actor=colleague, todo_id=todo.pk, at=AT)
    api.run_submit(actor=clerk, run_id=run.pk, at=AT)
    todo.refresh_from_db()
    assert (todo.status, todo.ended_by, todo.ended_at) == (State.DONE, clerk, AT)
    assert _titles(clerk, Scope.DONE) == ["确认核定：1月.csv"]


def test_todo_that_a_failed_transaction_raised_is_not_there(clerk: User) -> None:
    with transaction.atomic():
        _upload(clerk)
        transaction.set_rollback(True)
    assert not Todo.objects.exists()


def test_claimed_todo_moves_from_the_group_to_one(todo: Todo, clerk: User, colleague: User) -> None:
    assert _titles(clerk, Scope.GROUP) == _titles(colleague, Scope.GROUP) == [todo.title]
    todo_claim(actor=clerk, todo_id=todo.pk, at=AT)
    assert _titles(clerk, Scope.MINE) == [todo.title]
    assert _titles(colleague, Scope.GROUP) == _titles(clerk, Scope.GROUP) == []
    with pytest.raises(TodoTakenError, match=str(clerk)):
        todo_claim(actor=colleague, todo_id=todo.pk, at=AT)
    assert todo_claim(actor=clerk, todo_id=todo.pk, at=AT).assignee == clerk  # once more: the same


def test_released_todo_is_everybodys_again(todo: Todo, clerk: User, colleague: User) -> None:
    todo_claim(actor=clerk, todo_id=todo.pk, at=AT)
    with pytest.raises(TodoTakenError):
        todo_release(actor=colleague, todo_id=todo.pk, remark="", at=AT)
    todo_release(actor=clerk, todo_id=todo.pk, remark="出差", at=AT)
    assert _titles(colleague, Scope.GROUP) == [todo.title]
    _todo, panel = todo_get(colleague, todo.pk)
    assert [(line.label, line.remark) for line in panel.history] == [
        ("领取", ""),
        ("退回待领取", "出差"),
    ]


def test_todo_is_handed_on_to_one_who_may_do_it_and_is_told(
    todo: Todo, clerk: User, colleague: User, stranger: User, auditor: User
) -> None:
    todo_claim(actor=clerk, todo_id=todo.pk, at=AT)
    for unfit in (stranger, auditor):
        with pytest.raises(UnfitColleagueError):
            todo_hand_on(actor=clerk, todo_id=todo.pk, to_id=unfit.pk, remark="", at=AT)
    todo_hand_on(actor=clerk, todo_id=todo.pk, to_id=colleague.pk, remark="请接着办", at=AT)
    assert _titles(colleague, Scope.MINE) == [todo.title]
    message = Message.objects.get(to=colleague)
    assert message.title == f"待办：{todo.title}"
    assert "请接着办" in message.body
    assert message.link == f"/office/todos/{todo.pk}/"


def test_todo_of_another_place_or_permission_does_not_exist(
    todo: Todo, stranger: User, auditor: User
) -> None:
    for outsider in (stranger, auditor):
        assert _titles(outsider, Scope.ALL) == []
        with pytest.raises(NoSuchTodoError):
            todo_get(outsider, todo.pk)
        with pytest.raises(NoSuchTodoError):
            todo_claim(actor=outsider, todo_id=todo.pk, at=AT)


def test_ended_appointment_opens_no_todo(todo: Todo, colleague: User) -> None:
    Appointment.objects.filter(user=colleague).update(until=date(2021, 1, 1))
    gone = User.objects.get(pk=colleague.pk)
    assert _titles(gone, Scope.GROUP) == []
    with pytest.raises(NoSuchTodoError):
        todo_claim(actor=gone, todo_id=todo.pk, at=AT)


def test_review_is_not_offered_to_who_submitted(clerk: User) -> None:
    appoint(clerk, Reviewer, "320800")
    clerk = User.objects.get(pk=clerk.pk)
    reviewer = make_user("reviewer", "320800", Reviewer)
    todo = Todo.objects.create(
        kind="subsidies.review_run", title="复核", subject_type="x", subject_id="1", link="/",
        jurisdiction_id="320800", permission="subsidies.confirm_runs", not_for=clerk,
        raised_by="x", raised_at=AT, due_on=TODAY,
    )  # fmt: skip
    assert _titles(clerk, Scope.GROUP) == []
    assert _titles(reviewer, Scope.GROUP) == ["复核"]
    with pytest.raises(TransitionRefusedError, match="另一人"):
        todo_claim(actor=clerk, todo_id=todo.pk, at=AT)
    with pytest.raises(UnfitColleagueError):
        todo_hand_on(actor=reviewer, todo_id=todo.pk, to_id=clerk.pk, remark="", at=AT)
    with pytest.raises(DatabaseError, match="todo_not_for_the_same_person"), transaction.atomic():
        Todo.objects.filter(pk=todo.pk).update(assignee=clerk, claimed_at=AT, state="claimed")


def test_failed_job_tells_its_owner_who_alone_ends_it(
    run: AdjudicationRun, clerk: User, colleague: User
) -> None:
    api.run_submit(actor=clerk, run_id=run.pk, at=AT)
    run.refresh_from_db()
    assert run.job
    job = job_start(job_id=run.job.pk, at=AT)
    assert job
    job_fail(job=job, error="读不出文件", at=AT)
    todo = Todo.objects.get(kind="job.failed")
    assert (todo.assignee, todo.status) == (clerk, State.CLAIMED)
    with pytest.raises(NoSuchTodoError):
        todo_acknowledge(actor=colleague, todo_id=todo.pk, at=AT)
    with pytest.raises(TransitionRefusedError):
        todo_release(actor=clerk, todo_id=todo.pk, remark="", at=AT)
    assert todo_acknowledge(actor=clerk, todo_id=todo.pk, at=AT).status is State.DONE


def test_retried_job_waits_for_its_owner_no_longer(run: AdjudicationRun, clerk: User) -> None:
    api.run_submit(actor=clerk, run_id=run.pk, at=AT)
    run.refresh_from_db()
    assert run.job
    job = job_start(job_id=run.job.pk, at=AT)
    assert job
    job_fail(job=job, error="读不出文件", at=AT)
    job_retry(actor=clerk, job_id=job.pk, at=AT)
    todo = Todo.objects.get(kind="job.failed")
    assert (todo.status, todo.ended_by) == (State.DONE, clerk)


def test_todo_that_its_subject_ends_is_not_ended_by_hand(todo: Todo, clerk: User) -> None:
    todo_claim(actor=clerk, todo_id=todo.pk, at=AT)
    with pytest.raises(TransitionRefusedError, match="自动办结"):
        todo_acknowledge(actor=clerk, todo_id=todo.pk, at=AT)


def test_errors_of_an_edition_are_one_todo_until_the_last_is_settled(clerk: User) -> None:
    load(small_packs())
    edition = Edition.objects.get(published_id="huaian-specialties", is_current=True)
    edition.findings.filter(severity="error").update(severity="note")
    Todo.objects.filter(subject_type="catalogues.edition").delete()
    errors = [
        ListFinding.objects.create(
            edition=edition, row=row, severity="error", code="X", message="错", suggestion="核对"
        )
        for row in (1, 2, 3)
    ]

    def settle(*findings: ListFinding) -> None:
        findings_settle(
            actor=clerk, finding_ids=[one.pk for one in findings], resolution="confirmed",
            reason="已核对原件", at=AT,
        )  # fmt: skip

    def live() -> list[str]:
        here = Todo.objects.filter(state__in=LIVE, subject_id=str(edition.pk))
        return [one.title for one in here]

    settle(errors[0])
    assert live() == [f"处理目录疑点：{edition.title}"]
    settle(*errors[1:])
    assert live() == []
    finding_reopen(actor=clerk, finding_id=errors[0].pk, reason="核错了", at=AT)
    assert len(live()) == 1
    assert ListFinding.objects.get(pk=errors[0].pk).state == FindingState.OPEN


def test_loading_lists_with_errors_raises_one_todo_a_list(clerk: User, province: User) -> None:
    load(small_packs())
    load(small_packs())  # again changes nothing
    with_errors = Edition.objects.filter(findings__severity="error", is_current=True).distinct()
    todos = Todo.objects.filter(kind="catalogues.settle_errors", state__in=LIVE)
    assert with_errors.exists()
    assert {one.subject_id for one in todos} == {str(one.pk) for one in with_errors}
    assert todos.count() == with_errors.count()
    national = todos.filter(jurisdiction=None).first()
    if national:  # officers of a province see to what is the nation's
        assert national.title in _titles(province, Scope.GROUP)
        assert national.title not in _titles(clerk, Scope.GROUP)


def test_leavers_todos_go_to_the_deputy_or_back_to_the_group(
    todo: Todo, clerk: User, colleague: User, auditor: User, administrator: User
) -> None:
    todo_claim(actor=clerk, todo_id=todo.pk, at=AT)
    account_close(
        actor=administrator, user_id=clerk.pk, deputy_id=colleague.pk, reason="离职", at=AT
    )
    assert _titles(colleague, Scope.MINE) == [todo.title]
    assert "离职" in Message.objects.get(to=colleague).body
    for nobody_fit in (auditor, None):
        todo_claim(actor=colleague, todo_id=todo.pk, at=AT)
        given = todos_hand_over(
            from_user=colleague, to_user=nobody_fit, actor=administrator, reason="离职", at=AT
        )
        assert given == 0
        assert _titles(colleague, Scope.GROUP) == [todo.title]


def test_overdue_todo_goes_up_and_the_superior_is_told_once(
    todo: Todo, clerk: User, province: User
) -> None:
    due = todo.due_on
    late = due + timedelta(days=1)
    assert _titles(province, Scope.GROUP) == []  # a city's work does not fill a province's page
    assert _titles(province, Scope.ALL) == [todo.title]
    assert todos_escalate(today=due, at=AT) == 0  # on the last day it is not late
    assert todos_escalate(today=late, at=AT) == 1
    assert todos_escalate(today=late, at=AT) == 0
    assert _titles(province, Scope.OVERDUE, late) == [todo.title]
    assert Message.objects.get(to=province).title == f"下级待办逾期：{todo.title}"
    assert AuditEntry.objects.filter(action="todo.escalate").count() == 1


def test_what_stays_overdue_goes_on_to_the_province_and_stays_in_sight_of_the_city(
    clerk: User, province: User
) -> None:
    _upload(make_user("district-clerk", "320812", Clerk), 7)
    todo = Todo.objects.get(jurisdiction="320812")
    late = todo.due_on + timedelta(days=1)

    def seen() -> tuple[bool, bool]:
        shown = (_titles(one, Scope.GROUP, late) for one in (clerk, province))
        city, top = (todo.title in titles for titles in shown)
        return city, top

    assert todos_escalate(today=late, at=AT) == 1
    assert seen() == (True, False)
    assert todos_escalate(today=late, at=AT + PATIENCE - timedelta(seconds=1)) == 0
    assert todos_escalate(today=late, at=AT + PATIENCE) == 1
    assert seen() == (True, True)
    assert todos_escalate(today=late, at=AT + 3 * PATIENCE) == 0  # a province is the last
    assert Message.objects.filter(to=province).count() == 1


@pytest.mark.parametrize(
    ("at", "days", "due"),
    [
        (datetime(2026, 3, 2, 1, 0, tzinfo=UTC), 5, date(2026, 3, 9)),
        (datetime(2026, 3, 2, 17, 0, tzinfo=UTC), 1, date(2026, 3, 4)),  # past midnight in China
        (datetime(2026, 9, 30, 1, 0, tzinfo=UTC), 1, date(2026, 10, 8)),  # 国庆节
        (datetime(2099, 1, 1, 1, 0, tzinfo=UTC), 2, date(2099, 1, 5)),  # not published: weekdays
    ],
)
def test_term_is_counted_in_working_days(at: datetime, days: int, due: date) -> None:
    assert due_date(at, days, None) == due


@pytest.mark.parametrize("size", [1, 20])
def test_first_page_costs_six_queries_at_any_length(
    clerk: User, size: int, django_assert_num_queries: Callable[..., object]
) -> None:
    _many(clerk, size)
    assert clerk.current_appointments  # asked once for a request
    with django_assert_num_queries(6):  # type: ignore[attr-defined]  # a context manager
        shelves = todo_home(clerk, TODAY)
        assert [shelf.total for shelf in shelves] == [size, size, size]
        assert all(str(one.jurisdiction) for shelf in shelves for one in shelf.rows)
    with django_assert_num_queries(2):  # type: ignore[attr-defined]  # a context manager
        page = todos_page(clerk, scope=Scope.ALL, today=TODAY)
        assert len([str(one.assignee) for one in page]) == min(2 * size, 30)


def _many(actor: User, size: int) -> None:
    """As many of one's own, which are late, and as many of the group's."""
    common = {
        "kind": "subsidies.submit_run",
        "subject_type": "x",
        "link": "/",
        "jurisdiction_id": "320800",
        "permission": "subsidies.handle_runs",
        "raised_by": "x",
        "raised_at": AT,
    }
    for number in range(size):
        Todo.objects.create(
            **common, subject_id=f"mine-{number}", title="我的", state=State.CLAIMED,
            assignee=actor, claimed_at=AT, due_on=TODAY - timedelta(days=1),
        )  # fmt: skip
        Todo.objects.create(**common, subject_id=f"{number}", title="本组", due_on=TODAY)


@pytest.mark.django_db(transaction=True)
def test_two_claims_at_once_one_gets_it_and_the_other_is_told_who() -> None:
    loading.load()
    officers = [make_user(f"officer-{number}", "320800", Clerk) for number in (1, 2)]
    todo_id = _todo_of(officers[0])
    start, outcomes = Barrier(2), []

    def claim_it(officer: User) -> None:
        try:
            start.wait(10)
            todo_claim(actor=officer, todo_id=todo_id, at=AT)
            outcomes.append(f"got {officer}")
        except HengjiError as error:
            outcomes.append(error.message)
        finally:
            connection.close()

    threads = [Thread(target=claim_it, args=(officer,)) for officer in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    winner = Todo.objects.get(pk=todo_id).assignee
    assert f"got {winner}" in outcomes
    assert any(f"由{winner}办理" in one for one in outcomes)


def _todo_of(actor: User) -> int:
    _upload(actor)
    return Todo.objects.get(kind="subsidies.submit_run").pk
