"""复核: what one officer had decided, another looks at; and how a way of the table is refused."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction

from hengji.config.roles import Clerk, Reviewer
from hengji.domains.subsidies import api
from hengji.domains.subsidies.errors import NoSuchRunError
from hengji.domains.subsidies.models import AdjudicationRun
from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.errors import NotFoundError, PermissionDeniedError
from hengji.platform.states.errors import TransitionRefusedError
from hengji.platform.states.models import StateChange
from hengji.platform.states.panel import panel_of
from hengji.platform.states.services import open_transitions
from tests.domains.subsidies.conftest import AT, THREE, Claims, work
from tests.factories.accounts import appoint, make_user

pytestmark = pytest.mark.django_db
Make = Callable[[Claims], AdjudicationRun]


@pytest.fixture
def reviewer(divisions: None) -> User:
    return make_user("huaian-reviewer", "320800", Reviewer)


def _confirm(actor: User, run: AdjudicationRun, remark: str = "") -> None:
    api.run_confirm(actor=actor, run_id=run.pk, remark=remark, at=AT)


def test_another_officer_confirms_and_it_is_kept_who_and_when(
    decided: Make, reviewer: User
) -> None:
    run = decided(THREE)
    _confirm(reviewer, run, "抽查 3 件，无误")
    run.refresh_from_db()
    assert (run.stage, run.reviewed_by, run.reviewed_at) == (api.Stage.CONFIRMED, reviewer, AT)
    assert [line.label for line in panel_of(run).history] == [
        "读取完成",
        "确认核定",
        "核定完成",
        "复核通过",
    ]
    last = AuditEntry.objects.latest("pk")
    assert (last.action, last.reason) == ("subsidies.run.confirm", "抽查 3 件，无误")
    assert (last.before, last.after) == ({"state": "done"}, {"state": "confirmed"})


def test_who_submitted_may_not_confirm_whatever_the_roles(decided: Make, clerk: User) -> None:
    run = decided(THREE)
    clerk = User.objects.get(pk=clerk.pk)
    appoint(clerk, Reviewer, "320800")
    with pytest.raises(TransitionRefusedError, match="另一人") as refused:
        _confirm(clerk, run)
    assert refused.value.code == "SAME_PERSON"
    (confirm, give_back) = open_transitions(run, clerk)
    assert (confirm.transition.code, give_back.transition.code) == ("confirm", "return")
    assert "您就是确认人" in confirm.closed
    assert give_back.asks_remark


def test_database_holds_the_two_persons_by_itself(decided: Make) -> None:
    run = decided(THREE)
    with pytest.raises(DatabaseError, match="run_reviewed_by_another_person"), transaction.atomic():
        AdjudicationRun.objects.filter(pk=run.pk).update(
            state="confirmed", reviewed_by=run.submitted_by, reviewed_at=AT
        )


def test_who_uploaded_or_ever_submitted_may_not_confirm_after_a_colleagues_retry(
    upload: Make, clerk: User
) -> None:
    colleague, first = (make_user(name, "320800", Clerk) for name in ("colleague", "first"))
    run = upload(THREE)
    for actor in (first, colleague):
        api.run_submit(actor=actor, run_id=run.pk, at=AT)
        if actor is first:
            api.run_stop(actor=actor, run_id=run.pk, at=AT)
    work(run)
    for actor in (clerk, first):
        actor = User.objects.get(pk=actor.pk)
        appoint(actor, Reviewer, "320800")
        with pytest.raises(TransitionRefusedError, match="上传或者提交过"):
            _confirm(actor, run)
        with pytest.raises(DatabaseError, match="不能复核"), transaction.atomic():
            AdjudicationRun.objects.filter(pk=run.pk).update(
                state="confirmed", reviewed_by=actor, reviewed_at=AT
            )


def test_return_needs_a_reason_and_leaves_room_for_the_same_sheet(
    decided: Make, upload: Make, reviewer: User
) -> None:
    run = decided(THREE)
    with pytest.raises(TransitionRefusedError) as refused:
        api.run_return(actor=reviewer, run_id=run.pk, remark="  ", at=AT)
    assert (refused.value.code, refused.value.field) == ("FIELD_MISSING", "remark")
    api.run_return(actor=reviewer, run_id=run.pk, remark="花名册不全", at=AT)
    run.refresh_from_db()
    assert run.stage is api.Stage.RETURNED
    assert panel_of(run).history[-1].remark == "花名册不全"
    assert upload(THREE).pk != run.pk


def test_reviewed_run_is_not_reviewed_again_and_never_changes(
    decided: Make, reviewer: User
) -> None:
    run = decided(THREE)
    _confirm(reviewer, run)
    with pytest.raises(TransitionRefusedError, match="现在是“已复核”") as refused:
        api.run_return(actor=reviewer, run_id=run.pk, remark="再看", at=AT)
    assert refused.value.code == "STATE_WRONG"
    for change in ({"state": "done"}, {"rows": 9}, {"reviewed_at": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            AdjudicationRun.objects.filter(pk=run.pk).update(**change)


def test_review_is_for_reviewers_of_the_place(
    decided: Make, stranger: User, divisions: None
) -> None:
    run = decided(THREE)
    with pytest.raises(PermissionDeniedError):
        _confirm(make_user("other-clerk", "320800", Clerk), run)
    with pytest.raises((NotFoundError, NoSuchRunError)):
        _confirm(stranger, run)


def test_buttons_are_the_ways_that_the_roles_open(
    upload: Make, clerk: User, reviewer: User, auditor: User
) -> None:
    run = upload(THREE)
    assert [one.transition.code for one in open_transitions(run, clerk)] == ["submit", "discard"]
    assert open_transitions(run, reviewer) == ()
    assert open_transitions(run, auditor) == ()


def test_guard_tells_why_the_way_is_closed(upload: Make, clerk: User) -> None:
    run = upload(THREE)
    api.run_submit(actor=clerk, run_id=run.pk, at=AT)
    run = api.run_get(clerk, run.pk)
    assert {one.closed for one in open_transitions(run, clerk)} == {
        "这次核定排队中，请先等它结束或中止它。"
    }
    with pytest.raises(TransitionRefusedError, match="排队中") as refused:
        api.run_discard(actor=clerk, run_id=run.pk, at=AT)
    assert refused.value.code == "GUARD_CLOSED"


def test_sheet_without_a_readable_row_is_not_submitted(upload: Make, clerk: User) -> None:
    run = upload([{**THREE[0], "applied_on": "某日"}])
    with pytest.raises(TransitionRefusedError, match="没有一行读得出"):
        api.run_submit(actor=clerk, run_id=run.pk, at=AT)


def test_history_is_never_rewritten(decided: Make) -> None:
    decided(THREE)
    for change in (
        lambda: StateChange.objects.update(remark="没有这回事"),
        lambda: StateChange.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_files_say_whether_they_were_reviewed(decided: Make, reviewer: User, clerk: User) -> None:
    run = decided(THREE)

    def name(file: api.RunFile) -> str:
        return api.run_file_take(actor=clerk, run_id=run.pk, file=file, at=AT).name

    assert name(api.RunFile.REPORT) == "申领表-汇总（未复核）.csv"
    assert name(api.RunFile.SOURCE) == "申领表.csv"
    _confirm(reviewer, run)
    assert name(api.RunFile.REPORT) == "申领表-汇总（已复核）.csv"
    assert name(api.RunFile.WORKBOOK) == "申领表-核定结果（已复核）.csv"
