"""Objections of the public: taken once, sealed, answered by another, with their effect."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import Error as DatabaseError
from django.db import IntegrityError, connection, transaction

from hengji.platform.accounts.models import User
from hengji.platform.audit.actions import REVEAL
from hengji.platform.audit.models import AuditEntry
from hengji.platform.errors import ConflictError, HengjiError, NotFoundError, PermissionDeniedError
from hengji.platform.files.errors import FileRefusedError
from hengji.platform.files.models import FileRecord
from hengji.platform.notices.errors import (
    NoticeInputError,
    NoticeStateError,
    TooManyObjectionsError,
)
from hengji.platform.notices.models import Objection, PublicNotice
from hengji.platform.notices.queries.office import ObjectionFilter, objections_page
from hengji.platform.notices.queries.public import objection_by_receipt
from hengji.platform.notices.services.answering import objection_answer, objector_reveal
from hengji.platform.notices.services.concluding import OBJECTIONS_REJECTED, notices_advance
from hengji.platform.notices.services.drafting import notice_correct, notice_edit
from hengji.platform.notices.services.objecting import (
    MOST_A_DAY,
    TOKEN_LIFE,
    Evidence,
    ObjectionText,
    form_token,
    new_receipt,
    objection_submit,
)
from hengji.platform.notices.services.publishing import notice_conclude, notice_withdraw
from hengji.platform.notices.states import ObjectionState, State
from hengji.platform.states.errors import TransitionRefusedError
from hengji.platform.todos.models import Todo
from tests.factories.notices import LAST_DAY, PUBLISHED, TEXT, object_to, on, publish
from tests.platform.files.made_files import pdf, picture

pytestmark = pytest.mark.django_db
Make = Callable[..., PublicNotice]
AFTER = on(LAST_DAY + timedelta(days=1))


def answer(
    actor: User, objection: Objection, outcome: ObjectionState, at: object = PUBLISHED
) -> None:
    objection_answer(
        actor=actor,
        objection_id=objection.pk,
        outcome=outcome,
        answer="经核实……",
        at=at,  # type: ignore[arg-type]  # the tests' own moments
    )


def test_name_and_contact_are_sealed_in_the_database(published: Make) -> None:
    objection = object_to(published())
    assert objection.name_shown == "王**"
    with connection.cursor() as cursor:
        cursor.execute("SELECT notices_objection::text FROM notices_objection")
        stored = str(cursor.fetchall())
    assert "王某某" not in stored
    assert "13900000009" not in stored
    assert "192.0.2.1" not in stored


def test_reveal_gives_them_in_the_clear_and_leaves_a_trace_without_them(
    published: Make, head: User, second: User
) -> None:
    objection = object_to(published())
    with pytest.raises(PermissionDeniedError):
        objector_reveal(actor=second, objection_id=objection.pk, purpose="核实", at=PUBLISHED)
    with pytest.raises(HengjiError, match="用途"):
        objector_reveal(actor=head, objection_id=objection.pk, purpose=" ", at=PUBLISHED)
    told = objector_reveal(actor=head, objection_id=objection.pk, purpose="电话核实", at=PUBLISHED)
    assert (told.name, told.contact) == ("王某某", "13900000009")
    entry = AuditEntry.objects.get(action=REVEAL)
    assert (entry.actor_id, entry.reason) == (head.pk, "电话核实")
    assert "王某某" not in str(vars(entry))


def test_answer_is_due_in_working_days(published: Make) -> None:
    # Friday 27 September 2024: 29, 30 September, then 8, 9, 10 October.
    assert object_to(published(), at=on(date(2024, 9, 27))).due_on == date(2024, 10, 10)


def test_receipt_finds_the_objection_however_it_is_typed(published: Make) -> None:
    objection = object_to(published())
    typed = objection.receipt.lower().replace("-", "　")
    assert objection_by_receipt(typed) == objection
    with pytest.raises(NotFoundError):
        objection_by_receipt("")
    with pytest.raises(NotFoundError):
        objection_by_receipt(new_receipt())


def test_receipts_are_made_of_the_given_chance() -> None:
    assert new_receipt(lambda alphabet: alphabet[0]) == "2222-2222-2222-2222"
    assert len({new_receipt() for _ in range(100)}) == 100


def test_same_form_sent_twice_is_one_objection(published: Make) -> None:
    notice = published()
    first = object_to(notice, nonce="once")
    assert object_to(notice, nonce="once") == first
    assert Objection.objects.count() == 1


def test_form_of_another_notice_or_of_nobody_is_refused(published: Make) -> None:
    notice, other = published(), published(title="另一份")
    text = ObjectionText("王某某", "1", "x")
    for token in (form_token(other.pk, "n"), "forged", ""):
        with pytest.raises(NoticeInputError, match="页面已过期"):
            objection_submit(
                notice_id=notice.pk, text=text, evidence=[], token=token,
                address="", receipt=new_receipt(), at=PUBLISHED,
            )  # fmt: skip
    assert timedelta(hours=1) < TOKEN_LIFE < timedelta(days=1)


def test_one_address_is_held_back_and_another_is_not(published: Make) -> None:
    notice = published()
    for _ in range(MOST_A_DAY):
        object_to(notice)
    with pytest.raises(TooManyObjectionsError):
        object_to(notice)
    object_to(notice, address="192.0.2.2")
    object_to(notice, at=PUBLISHED + timedelta(days=1, minutes=1))


def test_objection_after_the_period_or_to_a_draft_is_refused(
    published: Make, draft: Make, head: User
) -> None:
    notice = published()
    object_to(notice, at=on(LAST_DAY, 23))
    with pytest.raises(NoticeStateError, match="不在公示期内"):
        object_to(notice, at=AFTER)
    with pytest.raises(NotFoundError):
        object_to(draft())
    withdrawn = published(title="撤回的")
    notice_withdraw(actor=head, notice_id=withdrawn.pk, remark="误发", at=PUBLISHED)
    with pytest.raises(NoticeStateError):
        object_to(withdrawn)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (ObjectionText(" ", "1", "x"), "name"),
        (ObjectionText("王", "", "x"), "contact"),
        (ObjectionText("王", "1", "\n"), "content"),
        (ObjectionText("王", "1", "长" * 3001), "content"),
        (ObjectionText("王", "1", "x", 99), "row"),
    ],
)
def test_what_is_missing_is_told_beside_its_field(
    published: Make, text: ObjectionText, field: str
) -> None:
    with pytest.raises(NoticeInputError) as refused:
        object_to(published(), text=text)
    assert refused.value.field == field
    assert not Objection.objects.exists()


def test_evidence_is_kept_and_other_kinds_leave_nothing(published: Make) -> None:
    notice = published()

    def submit(*evidence: Evidence) -> Objection:
        receipt = new_receipt()
        return objection_submit(
            notice_id=notice.pk,
            text=ObjectionText("王某某", "1", "见附件"),
            evidence=evidence,
            token=form_token(notice.pk, receipt),
            address="",
            receipt=receipt,
            at=PUBLISHED,
        )

    with pytest.raises(FileRefusedError):
        submit(Evidence("a.pdf", [pdf()]), Evidence("b.pdf", [b"MZ\x90\0"]))
    assert not FileRecord.objects.exists()
    assert not Objection.objects.exists()
    with pytest.raises(NoticeInputError, match="最多"):
        submit(*[Evidence("a.pdf", [pdf()])] * 6)
    kept = submit(Evidence("照片.png", [picture()]))
    assert kept.evidence.get().file.original_name == "照片.png"


def test_author_may_not_answer_and_the_database_agrees(published: Make, author: User) -> None:
    objection = object_to(published())
    with pytest.raises(TransitionRefusedError, match="另一人"):
        answer(author, objection, ObjectionState.REJECTED)
    refused = pytest.raises(IntegrityError, match="objection_answered_by_another_person")
    with refused, transaction.atomic():
        Objection.objects.update(
            state=ObjectionState.REJECTED, answer="x", answered_by=author, answered_at=PUBLISHED
        )


def test_whoever_wrote_in_the_notice_may_not_answer(
    draft: Make, author: User, second: User, head: User
) -> None:
    notice = draft()
    notice_edit(actor=second, notice_id=notice.pk, text=TEXT, at=PUBLISHED)
    publish(notice, author, head)
    objection = object_to(notice)
    with pytest.raises(TransitionRefusedError, match="编写或者提交过这份公示"):
        answer(second, objection, ObjectionState.REJECTED)
    with pytest.raises(IntegrityError, match="不能答复异议"), transaction.atomic():
        Objection.objects.filter(pk=objection.pk).update(
            state=ObjectionState.REJECTED, answer="x", answered_by=second, answered_at=PUBLISHED
        )


def test_answer_is_given_once_and_nothing_else_changes(published: Make, second: User) -> None:
    objection = object_to(published())
    answer(second, objection, ObjectionState.REJECTED)
    with pytest.raises(TransitionRefusedError, match="不成立”，不能"):
        answer(second, objection, ObjectionState.ACCEPTED)
    mine = Objection.objects.filter(pk=objection.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        mine.update(answer="改口")
    with pytest.raises(DatabaseError, match="不能删除"), transaction.atomic():
        mine._raw_delete("default")  # past Django's own protection


def test_open_objection_keeps_an_ended_notice_until_it_is_answered(
    published: Make, second: User
) -> None:
    notice = published()
    objection = object_to(notice)
    notices_advance(at=AFTER)
    notice.refresh_from_db()
    assert notice.status is State.ENDED
    assert notices_advance(at=AFTER) == 0
    answer(second, objection, ObjectionState.REJECTED, at=AFTER)
    notice.refresh_from_db()
    assert (notice.status, notice.conclusion) == (State.CONCLUDED, OBJECTIONS_REJECTED)


@pytest.mark.parametrize("outcome", [ObjectionState.ACCEPTED, ObjectionState.PARTLY])
def test_upheld_objection_suspends_until_an_officer_concludes(
    published: Make, second: User, head: User, outcome: ObjectionState
) -> None:
    notice = published()
    answer(second, object_to(notice), outcome)
    notice.refresh_from_db()
    assert notice.status is State.SUSPENDED
    late = object_to(notice, address="192.0.2.7")  # the others may still object
    assert notices_advance(at=AFTER) == 0
    for at, told in ((PUBLISHED, "届满后"), (AFTER, "没有答复")):
        with pytest.raises(ConflictError, match=told):
            notice_conclude(actor=head, notice_id=notice.pk, remark="剔除后办结", at=at)
    answer(second, late, ObjectionState.REJECTED, at=AFTER)
    notice_conclude(actor=head, notice_id=notice.pk, remark="剔除后办结", at=AFTER)
    notice.refresh_from_db()
    assert (notice.status, notice.conclusion) == (State.CONCLUDED, "剔除后办结")


def test_overdue_answers_are_found_and_another_division_sees_none(
    published: Make, second: User, stranger: User
) -> None:
    objection = object_to(published())
    due_on = objection.due_on
    assert due_on is not None

    def overdue(actor: User, day: date) -> list[Objection]:
        return list(objections_page(actor, ObjectionFilter("overdue"), "1", on(day)).object_list)

    assert overdue(second, due_on) == []
    assert overdue(second, due_on + timedelta(days=1)) == [objection]
    assert overdue(stranger, due_on + timedelta(days=1)) == []
    with pytest.raises(NotFoundError):
        answer(stranger, objection, ObjectionState.REJECTED)


def test_due_day_that_could_not_be_told_is_filled_in_later(published: Make) -> None:
    objection = object_to(published())
    # As it stands when nobody knew the holidays of the year that the day falls in.
    Objection.objects.filter(pk=objection.pk).update(due_on=None)
    notices_advance(at=PUBLISHED)
    objection.refresh_from_db()
    assert objection.due_on == date(2024, 9, 29)  # 24, 25, 26, 27, 29 September


def test_objection_is_a_todo_for_all_but_the_author(published: Make, author: User) -> None:
    objection = object_to(published())
    todo = Todo.objects.get(kind="notices.answer_objection")
    assert (todo.subject_id, todo.not_for) == (str(objection.pk), author)


def test_correction_of_a_correction_waits_for_the_first_ones_objection(
    published: Make, author: User, second: User, head: User
) -> None:
    first = published()
    objection, notice = object_to(first), first
    for _ in range(2):
        notice = notice_correct(actor=author, notice_id=notice.pk, at=PUBLISHED)
        publish(notice, author, head)
    notices_advance(at=AFTER)
    notice.refresh_from_db()
    assert notice.state == State.ENDED
    with pytest.raises(TransitionRefusedError, match="更正前公示的异议"):
        notice_conclude(actor=head, notice_id=notice.pk, remark="办结", at=AFTER)
    answer(second, objection, ObjectionState.REJECTED, AFTER)
    notice.refresh_from_db()
    assert (notice.state, notice.conclusion) == (State.CONCLUDED, OBJECTIONS_REJECTED)
