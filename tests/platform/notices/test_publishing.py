"""A notice from its draft to its end, on counted days."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import Error as DatabaseError
from django.db import IntegrityError, transaction

from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.errors import NotFoundError, PermissionDeniedError
from hengji.platform.files.errors import FileRefusedError
from hengji.platform.files.models import FileRecord
from hengji.platform.notices.errors import NoticeInputError, NoticeStateError
from hengji.platform.notices.models import NoticeRow, PublicNotice
from hengji.platform.notices.queries.public import days_left, public_notice, rows_page
from hengji.platform.notices.services.concluding import WITHOUT_OBJECTION, notices_advance
from hengji.platform.notices.services.drafting import (
    NoticeTable,
    notice_attach,
    notice_correct,
    notice_edit,
)
from hengji.platform.notices.services.publishing import (
    notice_publish,
    notice_return,
    notice_review,
    notice_submit,
    notice_withdraw,
)
from hengji.platform.notices.states import State, Unit
from hengji.platform.paging import MOST_COUNTED
from hengji.platform.states.errors import TransitionRefusedError
from tests.factories.notices import LAST_DAY, PUBLISHED, TABLE, TEXT, on, publish
from tests.platform.files.made_files import pdf

pytestmark = pytest.mark.django_db
Make = Callable[..., PublicNotice]


def test_period_is_counted_in_working_days_from_the_day_after(published: Make) -> None:
    notice = published()
    assert (notice.starts_on, notice.ends_on) == (date(2024, 9, 24), LAST_DAY)
    left = [days_left(notice, date(2024, 9, day)) for day in (23, 24, 27, 28, 29, 30)]
    assert left == [5, 5, 2, 1, 1, 0]


def test_period_in_calendar_days_does_not_end_on_a_day_of_rest(published: Make) -> None:
    # Seven days from Tuesday 24 September end on Monday 30; eight end on 1 October, which is off.
    assert published(period=7, unit=Unit.CALENDAR_DAYS).ends_on == date(2024, 9, 30)
    assert published(period=8, unit=Unit.CALENDAR_DAYS).ends_on == date(2024, 10, 8)


def test_first_day_may_be_chosen_but_not_in_the_past(draft: Make, author: User, head: User) -> None:
    notice = draft()
    notice_submit(actor=author, notice_id=notice.pk, at=PUBLISHED)
    notice_review(actor=head, notice_id=notice.pk, at=PUBLISHED)
    with pytest.raises(NoticeInputError, match="不能早于今天"):
        notice_publish(actor=head, notice_id=notice.pk, starts_on=date(2024, 9, 22), at=PUBLISHED)
    notice_publish(actor=head, notice_id=notice.pk, starts_on=date(2024, 9, 30), at=PUBLISHED)
    notice.refresh_from_db()
    assert notice.ends_on == date(2024, 10, 11)  # 30 September, 8, 9, 10, 11 October


def test_period_into_an_unpublished_year_is_refused_with_the_year(
    draft: Make, author: User, head: User
) -> None:
    notice = draft()
    late = on(date(2026, 12, 28))
    notice_submit(actor=author, notice_id=notice.pk, at=late)
    notice_review(actor=head, notice_id=notice.pk, at=late)
    with pytest.raises(NoticeInputError, match="工作日历缺2027年") as refused:
        notice_publish(actor=head, notice_id=notice.pk, at=late)
    assert refused.value.code == "CALENDAR_YEAR_UNKNOWN"
    notice.refresh_from_db()
    assert notice.status is State.REVIEWED


def test_author_may_not_review_and_the_database_agrees(
    draft: Make, head: User, author: User
) -> None:
    notice = draft()
    notice_submit(actor=author, notice_id=notice.pk, at=PUBLISHED)
    with pytest.raises(PermissionDeniedError):
        notice_review(actor=author, notice_id=notice.pk, at=PUBLISHED)
    own = draft(title="管理员自拟")
    with pytest.raises(DatabaseError, match="内容不能修改"), transaction.atomic():
        PublicNotice.objects.filter(pk=notice.pk).update(drafted_by=head)
    PublicNotice.objects.filter(pk=own.pk).update(drafted_by=head)
    notice_submit(actor=head, notice_id=own.pk, at=PUBLISHED)
    with pytest.raises(TransitionRefusedError, match="另一人"):
        notice_review(actor=head, notice_id=own.pk, at=PUBLISHED)
    with (
        pytest.raises(IntegrityError, match="notice_reviewed_by_another_person"),
        transaction.atomic(),
    ):
        PublicNotice.objects.filter(pk=own.pk).update(reviewed_by=head)


def test_whoever_wrote_in_a_draft_or_submitted_it_may_not_review_it(
    draft: Make, head: User, author: User
) -> None:
    rewritten, handed_in = draft(), draft(title="由管理员提交")
    notice_edit(actor=head, notice_id=rewritten.pk, text=TEXT, table=TABLE, at=PUBLISHED)
    notice_submit(actor=author, notice_id=rewritten.pk, at=PUBLISHED)
    notice_submit(actor=head, notice_id=handed_in.pk, at=PUBLISHED)
    for notice in (rewritten, handed_in):
        with pytest.raises(TransitionRefusedError, match="编写或者提交过这份公示"):
            notice_review(actor=head, notice_id=notice.pk, at=PUBLISHED)
        with pytest.raises(IntegrityError, match="不能审核"), transaction.atomic():
            PublicNotice.objects.filter(pk=notice.pk).update(reviewed_by=head)
        with pytest.raises(IntegrityError, match="不能修改或删除"), transaction.atomic():
            notice.authors.filter(account=head).delete()


def test_returned_draft_is_reviewed_anew(draft: Make, author: User, head: User) -> None:
    notice = draft()
    notice_submit(actor=author, notice_id=notice.pk, at=PUBLISHED)
    notice_review(actor=head, notice_id=notice.pk, at=PUBLISHED)
    with pytest.raises(TransitionRefusedError, match="说明"):
        notice_return(actor=head, notice_id=notice.pk, remark=" ", at=PUBLISHED)
    notice_return(actor=head, notice_id=notice.pk, remark="电话有误", at=PUBLISHED)
    notice.refresh_from_db()
    assert (notice.status, notice.reviewed_by) == (State.DRAFT, None)
    assert AuditEntry.objects.get(action="notices.notice.return").reason == "电话有误"
    publish(notice, author, head)


@pytest.mark.parametrize("field", ["basis", "clause", "office_name", "office_phone"])
def test_incomplete_draft_is_not_handed_in(draft: Make, author: User, field: str) -> None:
    notice = draft(**{field: ""})
    with pytest.raises(TransitionRefusedError) as refused:
        notice_submit(actor=author, notice_id=notice.pk, at=PUBLISHED)
    assert refused.value.field == field


@pytest.mark.parametrize("secret", ["身份证32080019900101001X。", "电话13800000001"])
def test_whole_codes_in_the_text_are_refused(draft: Make, author: User, secret: str) -> None:
    notice = draft(content=f"公示如下。{secret}")
    with pytest.raises(TransitionRefusedError, match="遮盖"):
        notice_submit(actor=author, notice_id=notice.pk, at=PUBLISHED)


def test_personal_cells_are_covered_before_they_are_stored(draft: Make) -> None:
    rows = list(NoticeRow.objects.filter(notice=draft()).values_list("key", "cells"))
    assert rows == [
        ("a", ["甲培训学校", "欧***", "138******01", "91320800MA1EXAMPL1"]),
        ("b", ["乙培训学校", "张**", "051********00", "91320800MA1EXAMPL2"]),
    ]


def test_every_line_can_be_leafed_to_however_many_there_are(draft: Make) -> None:
    """A list of the office stops where nobody leafs; what is made public has no such end."""
    notice = draft()
    lines = range(notice.rows.count() + 1, MOST_COUNTED + 2)
    NoticeRow.objects.bulk_create(
        NoticeRow(notice=notice, place=place, cells=[f"第{place}人"]) for place in lines
    )
    last = rows_page(notice, page="9999")
    assert last.paginator.count == MOST_COUNTED + 1
    assert [row.place for row in last.object_list][-1] == MOST_COUNTED + 1


def test_published_notice_is_fixed_whoever_writes(
    published: Make, author: User, head: User
) -> None:
    notice = published()
    with pytest.raises(NoticeStateError, match="内容不能再改"):
        notice_edit(actor=author, notice_id=notice.pk, text=TEXT, at=PUBLISHED)
    mine = PublicNotice.objects.filter(pk=notice.pk)
    for change in ({"title": "改"}, {"ends_on": date(2024, 10, 31)}, {"state": State.REVIEWED}):
        with pytest.raises(DatabaseError), transaction.atomic():
            mine.update(**change)
    with pytest.raises(DatabaseError, match="不能删除"), transaction.atomic():
        mine._raw_delete("default")  # past Django's own protection
    for act in (notice.rows.all().delete, lambda: notice.rows.update(cells=["x"])):
        with pytest.raises(DatabaseError, match="不能修改"), transaction.atomic():
            act()


def test_period_ends_by_itself_the_day_after_its_last(published: Make) -> None:
    notice = published()
    assert notices_advance(at=on(LAST_DAY, 23)) == 0
    assert notices_advance(at=on(LAST_DAY + timedelta(days=1))) == 1
    assert notices_advance(at=on(LAST_DAY + timedelta(days=1))) == 0
    notice.refresh_from_db()
    assert (notice.status, notice.conclusion) == (State.CONCLUDED, WITHOUT_OBJECTION)
    acts = AuditEntry.objects.filter(action__startswith="notices.", actor_id=None)
    assert list(acts.order_by("id").values_list("action", flat=True)) == [
        "notices.notice.end",
        "notices.notice.conclude",
    ]


def test_midnight_in_china_is_what_ends_a_day(published: Make) -> None:
    published()
    before, after = datetime(2024, 9, 29, 15, 59, tzinfo=UTC), datetime(2024, 9, 29, 16, tzinfo=UTC)
    assert notices_advance(at=before) == 0
    assert notices_advance(at=after) == 1


def test_withdrawn_notice_stays_readable_with_its_reason(published: Make, head: User) -> None:
    notice = published()
    with pytest.raises(TransitionRefusedError, match="说明"):
        notice_withdraw(actor=head, notice_id=notice.pk, remark="", at=PUBLISHED)
    notice_withdraw(actor=head, notice_id=notice.pk, remark="名单有误", at=PUBLISHED)
    assert public_notice(notice.pk).withdrawn_reason == "名单有误"
    assert notices_advance(at=on(date(2024, 12, 2))) == 0


def test_draft_is_not_public(draft: Make) -> None:
    with pytest.raises(NotFoundError):
        public_notice(draft().pk)


def test_correction_copies_and_then_takes_the_place_of_the_old(
    published: Make, author: User, head: User
) -> None:
    old = published()
    new = notice_correct(actor=author, notice_id=old.pk, at=PUBLISHED)
    assert (new.corrects, new.title, new.row_count) == (old, old.title, 2)
    old.refresh_from_db()
    assert old.status is State.PUBLISHED
    publish(new, author, head)
    old.refresh_from_db()
    assert (old.status, new.status) == (State.WITHDRAWN, State.PUBLISHED)
    assert f"第{new.pk}号" in old.withdrawn_reason


def test_attachment_of_another_kind_is_refused_and_leaves_nothing(
    draft: Make, author: User
) -> None:
    notice = draft()
    with pytest.raises(FileRefusedError):
        notice_attach(
            actor=author, notice_id=notice.pk, name="x.pdf", chunks=[b"#!/bin/sh"], at=PUBLISHED
        )
    assert not FileRecord.objects.exists()
    notice_attach(actor=author, notice_id=notice.pk, name="清单.pdf", chunks=[pdf()], at=PUBLISHED)
    assert notice.attachments.get().file.original_name == "清单.pdf"


def test_table_of_a_draft_is_replaced_as_a_whole(draft: Make, author: User) -> None:
    notice = draft()
    table = NoticeTable(["机构名称"], [("", ["丙培训学校"])])
    notice_edit(actor=author, notice_id=notice.pk, text=TEXT, table=table, at=PUBLISHED)
    notice.refresh_from_db()
    assert (notice.columns, notice.row_count) == (["机构名称"], 1)
    assert len(TABLE.columns) == 4


def test_another_divisions_notice_does_not_exist(published: Make, stranger: User) -> None:
    notice = published()
    with pytest.raises(NotFoundError):
        notice_withdraw(actor=stranger, notice_id=notice.pk, remark="x", at=PUBLISHED)
