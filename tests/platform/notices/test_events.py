"""What a notice tells on its way, for whoever listens."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from hengji.platform.accounts.models import User
from hengji.platform.messages.models import Message
from hengji.platform.notices.models import PublicNotice
from hengji.platform.notices.services.answering import objection_answer
from hengji.platform.notices.services.concluding import notices_advance
from hengji.platform.notices.services.publishing import notice_withdraw
from hengji.platform.notices.states import ObjectionState
from hengji.platform.outbox.models import Event
from tests.factories.notices import LAST_DAY, OBJECTION, PUBLISHED, object_to, on
from tests.factories.outbox import deliver_all

pytestmark = pytest.mark.django_db
Make = Callable[..., PublicNotice]


def _told() -> list[str]:
    found = Event.objects.filter(event__startswith="notices.").order_by("id")
    return list(found.values_list("event", flat=True))


def test_notice_that_is_objected_to_and_concluded_tells_each_step(
    published: Make, second: User
) -> None:
    notice = published()
    objection = object_to(notice)
    objection_answer(
        actor=second, objection_id=objection.pk, outcome=ObjectionState.REJECTED,
        answer="经核实，不属实。", at=PUBLISHED,
    )  # fmt: skip
    notices_advance(at=on(LAST_DAY + timedelta(days=1)))
    assert _told() == [
        "notices.published",
        "notices.objection_received",
        "notices.objection_answered",
        "notices.concluded",
    ]
    answered = Event.objects.get(event="notices.objection_answered")
    assert answered.payload == {"notice": notice.pk, "state": "rejected"}
    assert answered.jurisdiction == notice.jurisdiction
    told = [f"{one.subject_label}{one.payload}" for one in Event.objects.all()]
    assert not any(OBJECTION.name in one or OBJECTION.contact in one for one in told)


def test_notice_that_is_taken_back_tells_so(published: Make, head: User) -> None:
    notice = published()
    notice_withdraw(actor=head, notice_id=notice.pk, remark="名单有误", at=PUBLISHED)
    assert _told() == ["notices.published", "notices.withdrawn"]


def test_author_learns_what_becomes_of_the_notice_and_never_who_objected(
    published: Make, second: User, author: User
) -> None:
    notice = published()
    objection = object_to(notice)
    objection_answer(
        actor=second, objection_id=objection.pk, outcome=ObjectionState.REJECTED,
        answer="经核实，不属实。", at=PUBLISHED,
    )  # fmt: skip
    notices_advance(at=on(LAST_DAY + timedelta(days=1)))
    deliver_all()
    told = Message.objects.filter(link=f"/office/notices/{notice.pk}/").order_by("pk")
    assert [(one.to, one.title.split("：")[0], one.body) for one in told] == [
        (author, "公示已发布", f"公示期自{notice.starts_on}至{LAST_DAY}。"),
        (author, "公示收到异议", f"由拟稿人以外的人答复，期限：{objection.due_on}。"),
        (author, "公示的异议已答复", "答复：不成立。"),
        (author, "公示已办结", "公示期满，收到的异议均不成立。"),
    ]
    assert not any(OBJECTION.name in f"{one.title}{one.body}{one.short}" for one in told)


def test_author_learns_why_it_was_taken_back(published: Make, head: User, author: User) -> None:
    notice = published()
    notice_withdraw(actor=head, notice_id=notice.pk, remark="名单有误", at=PUBLISHED)
    deliver_all()
    assert (
        Message.objects.get(to=author, title__startswith="公示已撤回").body == "撤回原因：名单有误"
    )
