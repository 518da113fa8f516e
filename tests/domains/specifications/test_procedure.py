"""From the proposal to what is in force: every step, and what closes it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from hengji.config.roles import BodyOfficer, Clerk, FinalReviewer, Promulgator, TechnicalReviewer
from hengji.domains.specifications import api
from hengji.domains.specifications.errors import (
    NoSuchSpecificationError,
    SpecificationInputError,
    SpecificationStateError,
)
from hengji.domains.specifications.vitals import (
    issued_is_what_was_approved,
    record_follows_the_text,
)
from hengji.platform.accounts.models import User
from hengji.platform.errors import PermissionDeniedError
from hengji.platform.jurisdictions.models import Body, BodyKind
from hengji.platform.messages.models import Message
from hengji.platform.outbox.models import Event
from hengji.platform.states.errors import TransitionRefusedError
from hengji.platform.todos.models import LIVE, Todo
from tests.factories.accounts import appoint, make_user
from tests.factories.outbox import deliver_all
from tests.factories.specifications import (
    AT,
    DEFINITION,
    EXPERTS,
    NAME,
    OCCUPATION,
    OPEN_GATE,
    ORDER,
    Cast,
    carry,
    good_text,
    keep,
    leave,
    prepare,
    propose,
)

pytestmark = pytest.mark.django_db


def _refused(cast: Cast, one: api.Specification, step: str, told: str) -> None:
    with pytest.raises(TransitionRefusedError, match=told), transaction.atomic():
        leave(cast, one, step)


def test_specification_goes_from_proposal_to_force_and_every_step_waits_for_what_it_needs(
    cast: Cast,
) -> None:
    one = propose(cast)
    closed = {
        "grouping": "专家组现有 0 人",
        "surveying": "缺：调查和分析记录",
        "workshop": "缺：研讨会记录",
        "drafting": "缺少材料：调研论证材料；可行性分析报告；开发申请",
        "applied": "缺少材料：论证评审意见",
        "filed": "缺少材料：颁布文件",
    }
    for step, after in zip(("proposed", *ORDER), ORDER, strict=False):
        if step in closed:
            _refused(cast, one, step, closed[step])
        prepare(cast, one, step)
        leave(cast, one, step)
        one.refresh_from_db()
        assert one.state == after
    assert [step.is_done for step in api.procedure_of(one)] == [True] * 12 + [False]
    assert api.public_specification(one.pk).value == good_text()
    told = Event.objects.filter(event__startswith="specifications.").order_by("id")
    assert list(told.values_list("event", flat=True)) == [
        "specifications.promulgated", "specifications.in_force",
    ]  # fmt: skip
    deliver_all()
    assert Message.objects.filter(to=cast.clerk).count() == 2
    assert not Todo.objects.filter(state__in=LIVE).exists()
    assert [*issued_is_what_was_approved(), *record_follows_the_text()] == []


@pytest.mark.parametrize(
    ("gate", "told"),
    [
        (replace(OPEN_GATE, technical=None), "未答完：是否需要师傅指导"),
        (replace(OPEN_GATE, technical=False), "简单体力劳动"),
        (replace(OPEN_GATE, smallest=False), "还可以再分"),
        (replace(OPEN_GATE, national_module=True), "按该模块初级工的要求"),
    ],
)
def test_proposal_whose_gate_is_not_open_goes_nowhere(
    cast: Cast, gate: api.Gate, told: str
) -> None:
    one = api.specification_propose(
        actor=cast.clerk, proposal=api.Proposal(NAME, OCCUPATION, DEFINITION, gate), at=AT
    )
    _refused(cast, one, "proposed", told)
    with pytest.raises(TransitionRefusedError, match="说明"), transaction.atomic():
        api.specification_close(actor=cast.clerk, specification_id=one.pk, remark=" ", at=AT)
    api.specification_close(actor=cast.clerk, specification_id=one.pk, remark=told, at=AT)


def test_group_with_too_few_practitioners_cannot_begin(cast: Cast) -> None:
    one = carry(cast, propose(cast), "grouping")
    prepare(cast, one, "grouping")
    for name in ("丙", "丁"):
        expert = one.experts.get(name=name)
        text = replace(EXPERTS[2], name=name, kind=api.ExpertKind.CONTENT)
        api.expert_change(actor=cast.clerk, expert_id=expert.pk, text=text, at=AT)
    _refused(cast, one, "grouping", "实际工作专家 1 人，不足专家组 5 人的一半以上")
    with pytest.raises(SpecificationInputError, match="已有组长"):
        api.expert_change(
            actor=cast.clerk, expert_id=expert.pk, text=replace(text, is_leader=True), at=AT
        )


def test_method_expert_without_proof_of_training_does_not_count(cast: Cast) -> None:
    one = carry(cast, propose(cast), "grouping")
    prepare(cast, one, "grouping")
    one.experts.filter(is_trained=True).update(proof=None)
    _refused(cast, one, "grouping", "主持人训练并附证明")


def test_weights_of_95_cannot_be_handed_in(cast: Cast) -> None:
    one = carry(cast, propose(cast), "drafting")
    prepare(cast, one, "drafting")
    api.text_save(
        actor=cast.author, specification_id=one.pk, base_revision=2,
        value=good_text((30, 40, 25)), at=AT,
    )  # fmt: skip
    _refused(cast, one, "drafting", "95")
    assert not one.versions.exists()


def test_reviewers_return_and_the_group_answers_with_a_version(cast: Cast) -> None:
    one = carry(cast, propose(cast), "first_review")
    give = {
        "specification_id": one.pk, "kind": api.ReviewKind.FIRST, "opinion": "请补充", "at": AT,
    }  # fmt: skip
    with pytest.raises(PermissionDeniedError):
        api.review_give(actor=cast.clerk, passed=True, **give)  # type: ignore[arg-type]  # one table of arguments
    api.review_give(actor=cast.reviewer, passed=False, **give)  # type: ignore[arg-type]  # the same
    with pytest.raises(TransitionRefusedError, match="说明"), transaction.atomic():
        api.text_hand_in(actor=cast.clerk, specification_id=one.pk, at=AT)
    api.text_hand_in(actor=cast.clerk, specification_id=one.pk, reply="已补充", at=AT)
    one.refresh_from_db()
    assert one.state == "first_review"
    assert [(v.number, v.reply) for v in api.versions_of(one.pk, actor=cast.clerk)] == [
        (2, "已补充"), (1, ""),
    ]  # fmt: skip


def test_two_person_rules_hold_for_who_has_every_role(cast: Cast) -> None:
    everything = cast.promulgator
    for role in (Clerk, FinalReviewer, TechnicalReviewer):
        appoint(everything, role, "320000")
    everything = User.objects.get(pk=everything.pk)
    assert Promulgator.label in everything.role_names
    alone = Cast(everything, cast.author, everything, everything, everything)
    one = carry(cast, propose(cast), "drafting")
    prepare(cast, one, "drafting")
    leave(alone, one, "drafting")
    prepare(cast, one, "applied")
    _refused(alone, one, "applied", "须由另一人")
    leave(cast, one, "applied")
    _refused(alone, one, "first_review", "申请人.*须由另一人")
    leave(cast, one, "first_review")
    _refused(alone, one, "final_review", "提交过这份文本.*须由另一人")
    approver = Cast(cast.clerk, cast.author, cast.reviewer, everything, everything)
    one = carry(cast, propose(cast, "凉面制作"), "final_review")
    leave(approver, one, "final_review")
    leave(approver, one, "filing")
    keep(everything, one, api.DocumentKind.PROMULGATION)
    _refused(approver, one, "filed", "最后审定人.*须由另一人")


def _opinion(one: api.Specification, by: User, kind: api.ReviewKind, *, passed: bool) -> None:
    api.review_give(
        actor=by, specification_id=one.pk, kind=kind, passed=passed, opinion="见意见书。", at=AT
    )


def test_who_returned_the_text_does_not_do_the_final_review(cast: Cast) -> None:
    """A second passes it, but what the first asked for stands in it (000 规程 四 第五)."""
    one = carry(cast, propose(cast), "first_review")
    appoint(cast.reviewer, FinalReviewer, "320000")
    returned = User.objects.get(pk=cast.reviewer.pk)
    second = make_user("jiangsu-second", "320000", TechnicalReviewer)
    _opinion(one, returned, api.ReviewKind.FIRST, passed=False)
    api.text_hand_in(actor=cast.clerk, specification_id=one.pk, reply="已补充", at=AT)
    _opinion(one, second, api.ReviewKind.FIRST, passed=True)
    for passed in (True, False):
        with (
            pytest.raises(TransitionRefusedError, match=r"您提过技术初审意见.*须由另一人"),
            transaction.atomic(),
        ):
            _opinion(one, returned, api.ReviewKind.FINAL, passed=passed)
    with pytest.raises(DatabaseError, match="最后审定"), transaction.atomic():
        one.reviews.create(
            kind="final", version=one.versions.latest("number"), passed=True, opinion="通过",
            by=returned, at=AT,
        )  # fmt: skip
    _opinion(one, cast.approver, api.ReviewKind.FINAL, passed=True)


@pytest.mark.parametrize("part", ["member", "writer"])
def test_who_had_part_in_the_text_reviews_no_version_of_it(cast: Cast, part: str) -> None:
    one = carry(cast, propose(cast), "drafting")
    prepare(cast, one, "drafting")
    if part == "member":
        text = replace(EXPERTS[4], username=cast.reviewer.username)
        expert = one.experts.get(name=text.name)
        api.expert_change(actor=cast.clerk, expert_id=expert.pk, text=text, at=AT)
        told = "专家工作组的成员"
    else:
        appoint(cast.reviewer, Clerk, "320000")
        api.text_save(
            actor=User.objects.get(pk=cast.reviewer.pk), specification_id=one.pk, base_revision=2,
            value=good_text((20, 50, 30)), at=AT,
        )  # fmt: skip
        told = "编写或者提交过这份文本"
    leave(cast, one, "drafting")
    prepare(cast, one, "applied")
    _refused(cast, one, "applied", f"{told}.*须由另一人")
    with pytest.raises(DatabaseError, match="不能评审"), transaction.atomic():
        one.reviews.create(
            kind="panel", version=one.versions.latest("number"), passed=True, opinion="通过",
            members="己", by=cast.reviewer, at=AT,
        )  # fmt: skip


def test_open_comment_keeps_it_from_being_promulgated(cast: Cast) -> None:
    one = carry(cast, propose(cast), "filed")
    prepare(cast, one, "filed")
    comment = api.comment_add(
        actor=cast.reviewer, specification_id=one.pk, version_id=None, path="name", quote=NAME,
        body="名称？", at=AT,
    )  # fmt: skip
    _refused(cast, one, "filed", "还有 1 条批注")
    api.comment_answer(
        actor=cast.author, comment_id=comment.pk, answer="照原文", accepted=False, at=AT
    )
    leave(cast, one, "filed")


def test_issued_specification_changes_no_more_whoever_writes(cast: Cast) -> None:
    one = carry(cast, propose(cast), "promulgated")
    for statement in (
        "UPDATE specifications_specification SET name = 'x'",
        "UPDATE specifications_specification SET promulgation_number = 'x'",
        "UPDATE specifications_version SET number = 9",
        "DELETE FROM specifications_review",
        "INSERT INTO specifications_textrevision (specification_id, number, value, saved_by_id,"
        " saved_at) SELECT specification_id, 9, value, saved_by_id, saved_at"
        " FROM specifications_textrevision WHERE number = 2",
    ):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    with pytest.raises(SpecificationStateError):
        api.text_save(
            actor=cast.author, specification_id=one.pk, base_revision=2,
            value=good_text((20, 50, 30)), at=AT,
        )  # fmt: skip


def test_pilot_lasts_a_year_at_most_and_its_end_is_told(cast: Cast) -> None:
    one = carry(cast, propose(cast), "items_ready")
    begin = {"actor": cast.promulgator, "specification_id": one.pk, "at": AT}
    first = date(2026, 3, 2)
    with pytest.raises(SpecificationInputError, match="不超过一年"):
        api.pilot_begin(pilot_from=first, pilot_until=date(2027, 3, 3), **begin)  # type: ignore[arg-type]  # one table of arguments
    with pytest.raises(IntegrityError), transaction.atomic():
        api.Specification.objects.filter(pk=one.pk).update(
            pilot_from=first, pilot_until=first + timedelta(days=367)
        )
    api.pilot_begin(pilot_from=first, pilot_until=date(2027, 3, 2), **begin)  # type: ignore[arg-type]  # the same
    assert api.pilots_remind(today=date(2027, 1, 30), at=AT) == 0
    assert api.pilots_remind(today=date(2027, 1, 31), at=AT) == 1
    assert api.pilots_remind(today=date(2027, 2, 1), at=AT) == 0
    assert Todo.objects.get(kind="specifications.pilot").state in LIVE
    api.specification_put_in_force(in_force_on=date(2027, 3, 1), **begin)  # type: ignore[arg-type]  # the same
    assert not Todo.objects.filter(kind="specifications.pilot", state__in=LIVE).exists()


def test_revision_replaces_the_old_one_when_it_is_in_force(cast: Cast) -> None:
    old = carry(cast, propose(cast), "in_force")
    revision = api.specification_revise(actor=cast.clerk, specification_id=old.pk, at=AT)
    with pytest.raises(SpecificationStateError, match="已在修订"):
        api.specification_revise(actor=cast.clerk, specification_id=old.pk, at=AT)
    assert api.working_text(revision.pk, actor=cast.clerk).value == good_text()
    carry(cast, revision, "in_force")
    old.refresh_from_db()
    assert old.state == "revised"
    shown = api.public_specification(old.pk)
    assert (shown.replaced_by, shown.ended_on, shown.value) == (
        revision.pk, AT.date(), good_text(),
    )  # fmt: skip
    assert api.public_specification(revision.pk).ended_on is None
    assert [one.pk for one in api.public_specifications(api.PublicFilter())] == [revision.pk]


def test_revision_that_was_given_up_leaves_the_old_one_and_room_for_another(cast: Cast) -> None:
    old = carry(cast, propose(cast), "in_force")
    revision = api.specification_revise(actor=cast.clerk, specification_id=old.pk, at=AT)
    api.specification_close(
        actor=cast.clerk, specification_id=revision.pk, remark="暂不修订", at=AT
    )
    assert api.public_specification(old.pk).state == "in_force"
    again = api.specification_revise(actor=cast.clerk, specification_id=old.pk, at=AT)
    assert (again.state, again.revises_id) == ("proposed", old.pk)


def test_withdrawn_specification_is_told_as_such_and_goes_nowhere(cast: Cast) -> None:
    one = carry(cast, propose(cast), "in_force")
    with pytest.raises(PermissionDeniedError):
        api.specification_withdraw(
            actor=cast.clerk, specification_id=one.pk, remark="不再需要", at=AT
        )
    with pytest.raises(TransitionRefusedError, match="说明"), transaction.atomic():
        api.specification_withdraw(
            actor=cast.promulgator, specification_id=one.pk, remark="", at=AT
        )
    api.specification_withdraw(
        actor=cast.promulgator, specification_id=one.pk, remark="项目取消", at=AT
    )
    shown = api.public_specification(one.pk)
    assert (shown.state, shown.ended_on, shown.replaced_by) == ("withdrawn", AT.date(), None)
    assert not api.public_specifications(api.PublicFilter()).object_list
    with pytest.raises(SpecificationStateError, match="已废止"):
        api.specification_revise(actor=cast.clerk, specification_id=one.pk, at=AT)
    deliver_all()
    told = Message.objects.filter(to=cast.clerk).values_list("title", flat=True)
    assert f"考核规范已废止：{NAME}" in told


def test_body_s_own_application_goes_the_whole_way_and_no_other_body_sees_it(cast: Cast) -> None:
    """001 一(一): 有关单位 apply too; their officer does the applicant's steps and no others."""
    officers = []
    for number, code in enumerate(("91320800MA00000001", "91320800MA00000002")):
        body = Body.objects.create(
            code=code, name=f"示例餐饮学校{number}", jurisdiction_id="320800",
            kinds=[BodyKind.TRAINING],
        )  # fmt: skip
        officer = make_user(f"school-{number}", "320800")
        appoint(officer, BodyOfficer, "320800", body=body)
        officers.append(User.objects.get(pk=officer.pk))
    applicant, other = officers
    own = replace(cast, clerk=applicant, author=applicant)
    one = propose(own)
    assert (one.applicant, one.jurisdiction_id) == ("示例餐饮学校0", "320800")
    with pytest.raises(NoSuchSpecificationError):
        api.specification_get(one.pk, actor=other)
    carry(own, one, "applied")
    for step in ("applied", "first_review"):
        with pytest.raises(PermissionDeniedError):
            leave(Cast(*[applicant] * 5), one, step)
    prepare(own, one, "applied")
    for step in ("applied", "first_review"):
        leave(own, one, step)
    one = api.specification_get(one.pk, actor=applicant)
    assert (one.state, one.applied_by) == ("final_review", applicant)
    # What the city's office may see it may also comment on; the other body may do neither.
    assert api.specification_get(one.pk, actor=cast.clerk) == one
    with pytest.raises(NoSuchSpecificationError):
        api.comment_add(
            actor=other, specification_id=one.pk, version_id=None, path="name", quote=NAME,
            body="？", at=AT,
        )  # fmt: skip
    leave(own, one, "final_review")
    leave(own, one, "filing")
    prepare(own, one, "filed")
    leave(own, one, "filed")
    deliver_all()
    assert Message.objects.filter(to=applicant, title__startswith="考核规范已颁布").exists()
    assert not Message.objects.filter(to=other).exists()


def test_guide_tells_what_no_chapter_teaches(cast: Cast) -> None:
    one = carry(cast, propose(cast), "applied")
    guide = api.guide_add(
        actor=cast.clerk, specification_id=one.pk, kind=api.GuideKind.HANDBOOK, title="小面手册",
        author="示例学院", at=AT,
    )  # fmt: skip
    with pytest.raises(SpecificationInputError):
        api.chapter_save(
            actor=cast.clerk, guide_id=guide.pk, number=1, title="原料",
            points=["tasks[9].knowledge[0]"], at=AT,
        )  # fmt: skip
    api.chapter_save(
        actor=cast.clerk, guide_id=guide.pk, number=1, title="原料",
        points=["tasks[0].knowledge[0]", "tasks[0].knowledge[1]"], at=AT,
    )  # fmt: skip
    (shown,) = api.guides_of(one)
    assert (shown.covered, [point.task for point in shown.uncovered]) == (
        2, ["煮制面条", "煮制面条", "调配佐料", "调配佐料"],
    )  # fmt: skip


def test_province_alone_files_and_a_city_s_officer_does_not(cast: Cast, stranger: User) -> None:
    one = carry(cast, propose(cast), "filing")
    file = {"kind": api.FilingKind.PROVINCE, "filed_on": AT.date(), "at": AT}
    with pytest.raises(PermissionDeniedError):
        api.filing_record(actor=cast.clerk, specification_id=one.pk, number="Z1", **file)  # type: ignore[arg-type]  # one table of arguments
    with pytest.raises(SpecificationInputError, match="字母 Z 加数字"):
        api.filing_record(actor=cast.promulgator, specification_id=one.pk, number="81", **file)  # type: ignore[arg-type]  # the same
    with pytest.raises(SpecificationInputError, match="最多 60 个字"):
        api.filing_record(
            actor=cast.promulgator,
            specification_id=one.pk,
            number="Z" + "1" * 60,
            **file,  # type: ignore[arg-type]  # the same
        )
    with pytest.raises(NoSuchSpecificationError):
        api.specification_get(one.pk, actor=stranger)
    api.filing_record(actor=cast.promulgator, specification_id=one.pk, number="ｚ１４", **file)  # type: ignore[arg-type]  # the same
    one.refresh_from_db()
    assert one.filing_number == "Z14"
