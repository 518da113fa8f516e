"""A reviewed run before the public: its list, an upheld objection, its end."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import Error as DatabaseError
from django.db import IntegrityError, transaction

from hengji.config.roles import Clerk, Reviewer
from hengji.domains.subsidies import api
from hengji.domains.subsidies.errors import (
    HoldReleaseError,
    NoSuchHoldError,
    NoSuchRunError,
    RunStateError,
)
from hengji.domains.subsidies.models import (
    AdjudicationRun,
    ClaimHold,
    HoldRelease,
    RunClearance,
)
from hengji.domains.subsidies.services import noticing
from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.errors import PermissionDeniedError
from hengji.platform.jobs.execution import execute
from hengji.platform.jobs.models import Job
from hengji.platform.messages.models import Message
from hengji.platform.notices.models import NoticeRow, Objection, PublicNotice
from hengji.platform.notices.services.answering import objection_answer
from hengji.platform.notices.services.concluding import OBJECTIONS_REJECTED, notices_advance
from hengji.platform.notices.services.drafting import notice_edit, text_of
from hengji.platform.notices.services.objecting import ObjectionText
from hengji.platform.notices.services.publishing import (
    notice_conclude,
    notice_submit,
    notice_withdraw,
)
from hengji.platform.notices.states import ObjectionState, State
from hengji.platform.outbox.models import Event
from hengji.platform.states.errors import TransitionRefusedError
from tests.domains.subsidies.conftest import AT, THREE, Claims
from tests.factories.accounts import make_user
from tests.factories.claims import claim
from tests.factories.notices import object_to, publish
from tests.factories.outbox import deliver_all

pytestmark = pytest.mark.django_db
Make = Callable[[Claims], AdjudicationRun]
AFTER = AT + timedelta(days=30)


@pytest.fixture
def reviewer(divisions: None) -> User:
    return make_user("huaian-reviewer", "320800", Reviewer)


@pytest.fixture
def second(divisions: None) -> User:
    return make_user("huaian-second", "320800", Clerk)


@pytest.fixture
def confirmed(decided: Make, reviewer: User) -> Make:
    def do(claims: Claims) -> AdjudicationRun:
        run = decided(claims)
        api.run_confirm(actor=reviewer, run_id=run.pk, remark="", at=AT)
        return AdjudicationRun.objects.get(pk=run.pk)

    return do


def draft(clerk: User, run: AdjudicationRun) -> PublicNotice:
    """The draft, with what the officer has to add."""
    notice = api.run_notice_draft(actor=clerk, run_id=run.pk, at=AT)
    told = vars(text_of(notice)) | {"clause": "一", "office_phone": "0517-00000000"}
    notice_edit(actor=clerk, notice_id=notice.pk, text=type(text_of(notice))(**told), at=AT)
    notice.refresh_from_db()
    return notice


def uphold(second: User, notice: PublicNotice, row: int | None, at: datetime = AT) -> None:
    objection = object_to(notice, at=at, text=ObjectionText("王某某", "1", "已在外地申领", row))
    objection_answer(
        actor=second,
        objection_id=objection.pk,
        outcome=ObjectionState.ACCEPTED,
        answer="经核实，情况属实。",
        at=at,
    )


def test_draft_lists_approved_claims_with_codes_covered(confirmed: Make, clerk: User) -> None:
    run = confirmed([*THREE, claim(4)])
    notice = api.run_notice_draft(actor=clerk, run_id=run.pk, at=AT)
    rows = list(NoticeRow.objects.filter(notice=notice).values_list("key", "cells"))
    assert rows == [
        ("2", ["HA-0001", "3***************01", "1500"]),
        ("5", ["HA-0004", "3***************04", "1500"]),
    ]
    assert "2 件、合计 3000 元" in notice.content
    assert "32080019900101" not in str(rows) + notice.content
    with pytest.raises(TransitionRefusedError, match="依据条款"):
        notice_submit(actor=clerk, notice_id=notice.pk, at=AT)


def test_run_that_nobody_reviewed_is_not_put_before_the_public(decided: Make, clerk: User) -> None:
    with pytest.raises(RunStateError, match="复核通过"):
        api.run_notice_draft(actor=clerk, run_id=decided(THREE).pk, at=AT)


def test_run_with_nothing_approved_has_no_notice(confirmed: Make, clerk: User) -> None:
    run = confirmed([claim(1, provider_stars="二星级")])
    with pytest.raises(RunStateError, match="没有可以公示"):
        api.run_notice_draft(actor=clerk, run_id=run.pk, at=AT)


def test_second_draft_and_another_division_are_refused(
    confirmed: Make, clerk: User, stranger: User
) -> None:
    run = confirmed(THREE)
    api.run_notice_draft(actor=clerk, run_id=run.pk, at=AT)
    with pytest.raises(RunStateError, match="已有公示草稿"):
        api.run_notice_draft(actor=clerk, run_id=run.pk, at=AT)
    with pytest.raises(NoSuchRunError):
        api.run_notice_draft(actor=stranger, run_id=run.pk, at=AT)


def test_period_without_objection_clears_the_approved_claims(
    confirmed: Make, clerk: User, reviewer: User
) -> None:
    run = confirmed(THREE)
    notice = draft(clerk, run)
    publish(notice, clerk, reviewer, at=AT)
    assert api.publicity_of(run).clearance is None
    notices_advance(at=AFTER)
    cleared = RunClearance.objects.get(run=run)
    assert (cleared.notice, cleared.claims, cleared.fen) == (notice, 1, 150_000)


def test_upheld_objection_holds_its_claim_back_and_the_rest_is_cleared(
    confirmed: Make, clerk: User, second: User, reviewer: User
) -> None:
    run = confirmed([claim(number) for number in range(1, 4)])
    notice = draft(clerk, run)
    publish(notice, clerk, reviewer, at=AT)
    uphold(second, notice, row=2)  # the notice's second line is the sheet's third row
    shown = api.decisions_page(run, api.totals_of(run)).rows
    assert [(one.row, one.held) for one in shown] == [(2, False), (3, True), (4, False)]
    assert api.decision_get(run, 3).held
    notice_conclude(actor=reviewer, notice_id=notice.pk, remark="剔除第2行后办结", at=AFTER)
    cleared = RunClearance.objects.get(run=run)
    assert (cleared.claims, cleared.fen) == (2, 300_000)


def test_objection_to_the_whole_holds_every_claim_back(
    confirmed: Make, clerk: User, second: User, reviewer: User
) -> None:
    run = confirmed([claim(1), claim(2)])
    notice = draft(clerk, run)
    publish(notice, clerk, reviewer, at=AT)
    uphold(second, notice, row=None)
    assert all(one.held for one in api.decisions_page(run, api.totals_of(run)).rows)
    notice_conclude(actor=reviewer, notice_id=notice.pk, remark="全部暂缓", at=AFTER)
    assert RunClearance.objects.get(run=run).claims == 0


def test_new_notice_leaves_out_what_is_held_and_takes_the_place_of_the_old(
    confirmed: Make, clerk: User, second: User, reviewer: User
) -> None:
    run = confirmed([claim(1), claim(2)])
    old = draft(clerk, run)
    publish(old, clerk, reviewer, at=AT)
    uphold(second, old, row=1)
    new = draft(clerk, run)
    assert list(new.rows.values_list("key", flat=True)) == ["3"]
    publish(new, clerk, reviewer, at=AT)
    old.refresh_from_db()
    assert (old.status, new.corrects, new.status) == (State.WITHDRAWN, old, State.PUBLISHED)
    assert api.publicity_of(run).notice == new


def answer(actor: User, objection: Objection, outcome: ObjectionState, at: datetime) -> None:
    objection_answer(
        actor=actor, objection_id=objection.pk, outcome=outcome, answer="经核实……", at=at
    )


@pytest.mark.parametrize("withdrawn", [False, True], ids=["corrected", "withdrawn and begun anew"])
def test_correction_answers_no_objection_and_waits_for_the_answer(
    confirmed: Make, clerk: User, second: User, reviewer: User, withdrawn: bool
) -> None:
    run = confirmed([claim(1), claim(2), claim(3)])
    old = draft(clerk, run)
    publish(old, clerk, reviewer, at=AT)
    first, other = (
        object_to(old, at=AT, text=ObjectionText("王某某", "1", "x", row)) for row in (1, 2)
    )
    if withdrawn:
        notice_withdraw(actor=reviewer, notice_id=old.pk, remark="有误", at=AT)
    new = draft(clerk, run)
    publish(new, clerk, reviewer, at=AT)
    notices_advance(at=AFTER)
    new.refresh_from_db()
    assert new.status is State.ENDED, "what was objected to is not cleared by a correction"
    assert api.publicity_of(run).clearance is None
    answer(second, other, ObjectionState.REJECTED, AFTER)
    new.refresh_from_db()
    assert new.status is State.ENDED
    answer(second, first, ObjectionState.ACCEPTED, AFTER)
    assert PublicNotice.objects.get(pk=new.pk).status is State.SUSPENDED
    notice_conclude(actor=reviewer, notice_id=new.pk, remark="剔除第1行后办结", at=AFTER)
    assert RunClearance.objects.get(run=run).claims == 2


def test_correction_is_concluded_when_the_last_earlier_objection_is_rejected(
    confirmed: Make, clerk: User, second: User, reviewer: User
) -> None:
    run = confirmed([claim(1), claim(2)])
    old = draft(clerk, run)
    publish(old, clerk, reviewer, at=AT)
    waiting = object_to(old, at=AT, text=ObjectionText("王某某", "1", "x", 1))
    new = draft(clerk, run)
    publish(new, clerk, reviewer, at=AT)
    notices_advance(at=AFTER)
    answer(second, waiting, ObjectionState.REJECTED, AFTER)
    new.refresh_from_db()
    assert (new.status, new.conclusion) == (State.CONCLUDED, OBJECTIONS_REJECTED)
    assert RunClearance.objects.get(run=run).claims == 2


def test_objection_upheld_after_a_clearance_makes_it_smaller(
    confirmed: Make, clerk: User, second: User, reviewer: User
) -> None:
    run = confirmed([claim(1), claim(2)])
    publish(draft(clerk, run), clerk, reviewer, at=AT)
    notices_advance(at=AFTER)
    again = draft(clerk, run)
    publish(again, clerk, reviewer, at=AFTER)
    uphold(second, again, row=2, at=AFTER)
    cleared = RunClearance.objects.get(run=run)
    assert (cleared.claims, cleared.fen) == (1, 150_000)


def test_claim_that_a_correction_left_out_is_not_cleared_without_a_period(
    confirmed: Make, clerk: User, second: User, reviewer: User
) -> None:
    run = confirmed([claim(1), claim(2)])
    old = draft(clerk, run)
    publish(old, clerk, reviewer, at=AT)
    uphold(second, old, row=1)
    new = draft(clerk, run)
    publish(new, clerk, reviewer, at=AT)
    release(reviewer, run)
    notices_advance(at=AFTER)
    cleared = RunClearance.objects.get(run=run)
    assert (cleared.notice, cleared.claims, cleared.fen) == (new, 1, 150_000)
    last = draft(clerk, run)
    publish(last, clerk, reviewer, at=AFTER)
    notices_advance(at=AFTER + timedelta(days=30))
    assert RunClearance.objects.get(run=run).claims == 2


def test_long_list_is_drawn_up_by_a_job(
    confirmed: Make, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(noticing, "LINES_AT_ONCE", 1)
    notice = api.run_notice_draft(actor=clerk, run_id=confirmed([claim(1), claim(2)]).pk, at=AT)
    unfilled = notice.row_count
    assert unfilled is None
    with pytest.raises(TransitionRefusedError):
        notice_submit(actor=clerk, notice_id=notice.pk, at=AT)
    execute(Job.objects.get(kind="subsidies.notice").pk, stopping=lambda: False)
    notice.refresh_from_db()
    assert (notice.row_count, notice.rows.count()) == (2, 2)


def test_hold_stays_on_record(confirmed: Make, clerk: User, second: User, reviewer: User) -> None:
    notice = draft(clerk, confirmed(THREE))
    publish(notice, clerk, reviewer, at=AT)
    uphold(second, notice, row=1)
    with pytest.raises(DatabaseError, match="不能修改或删除"), transaction.atomic():
        ClaimHold.objects.all().delete()


def release(actor: User, run: AdjudicationRun, reason: str = "补充材料核实无误") -> None:
    hold = ClaimHold.objects.unreleased().get(run=run)
    api.claim_release(actor=actor, run_id=run.pk, hold_id=hold.pk, reason=reason, at=AFTER)


def test_released_claim_is_paid_with_the_rest_and_leaves_a_trace(
    confirmed: Make, clerk: User, second: User, reviewer: User
) -> None:
    run = confirmed([claim(1), claim(2)])
    notice = draft(clerk, run)
    publish(notice, clerk, reviewer, at=AT)
    uphold(second, notice, row=1)
    notice_conclude(actor=reviewer, notice_id=notice.pk, remark="剔除第1行后办结", at=AFTER)
    with pytest.raises(HoldReleaseError, match="理由"):
        release(reviewer, run, " ")
    release(reviewer, run)
    cleared = RunClearance.objects.get(run=run)
    assert (cleared.claims, cleared.fen) == (2, 300_000)
    assert not any(one.held for one in api.decisions_page(run, api.totals_of(run)).rows)
    entry = AuditEntry.objects.get(action="subsidies.claim.release")
    assert (entry.actor_id, entry.reason) == (reviewer.pk, "补充材料核实无误")
    assert (entry.before, entry.after) == (
        {"held": "第2行", "claims": 1, "fen": 150_000},
        {"released": "第2行", "objection": notice.objections.get().pk, "claims": 2, "fen": 300_000},
    )
    told = Event.objects.get(event="subsidies.claim_released")
    assert (told.subject_id, told.payload["row"]) == (str(run.pk), 2)
    deliver_all()
    message = Message.objects.get(title__startswith="申领的暂缓已解除")
    assert (message.to, message.body) == (clerk, f"第2行已由{reviewer}解除暂缓，可以拨付。")
    assert message.link == f"/office/adjudication/{run.pk}/"
    with pytest.raises(ClaimHold.DoesNotExist):
        release(reviewer, run)


def test_hold_is_released_by_another_than_who_upheld_the_objection(
    confirmed: Make, clerk: User, reviewer: User, stranger: User
) -> None:
    run = confirmed([claim(1), claim(2)])
    notice = draft(clerk, run)
    publish(notice, clerk, reviewer, at=AT)
    uphold(reviewer, notice, row=None)
    with pytest.raises(HoldReleaseError, match="另一人"):
        release(reviewer, run)
    with pytest.raises(PermissionDeniedError):
        release(clerk, run)
    with pytest.raises(NoSuchRunError):
        release(stranger, run)
    hold = ClaimHold.objects.get()
    with pytest.raises(IntegrityError, match="another_person"), transaction.atomic():
        HoldRelease.objects.create(
            hold=hold, upheld_by=reviewer, released_by=reviewer, released_at=AT, reason="x"
        )
    head = make_user("huaian-head", "320800", Reviewer)
    with pytest.raises(NoSuchHoldError):
        api.claim_release(actor=head, run_id=run.pk, hold_id=0, reason="x", at=AT)
    release(head, run)
    with pytest.raises(DatabaseError, match="不能修改或删除"), transaction.atomic():
        HoldRelease.objects.all().delete()


def test_figures_tell_held_claims_apart_until_they_are_released(
    confirmed: Make, clerk: User, second: User, reviewer: User
) -> None:
    run = confirmed([claim(1), claim(2), claim(3)])
    notice = draft(clerk, run)
    publish(notice, clerk, reviewer, at=AT)
    place = run.jurisdiction
    assert api.held_by_month(clerk, place, AT - timedelta(days=1)) == ()
    uphold(second, notice, row=1)
    (held,) = api.held_by_month(clerk, place, AT - timedelta(days=1))
    assert (held.claims, held.fen) == (1, 150_000)
    uphold(second, notice, row=None)
    (held,) = api.held_by_month(clerk, place, AT - timedelta(days=1))
    assert (held.claims, held.fen) == (3, 450_000), "a claim that is held twice counts once"
    for hold in ClaimHold.objects.all():
        api.claim_release(actor=reviewer, run_id=run.pk, hold_id=hold.pk, reason="核实", at=AFTER)
    assert api.held_by_month(clerk, place, AT - timedelta(days=1)) == ()
