"""What a notice tells on its way, for whoever listens."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from hengji.platform.accounts.models import User
from hengji.platform.notices.models import PublicNotice
from hengji.platform.notices.services.answering import objection_answer
from hengji.platform.notices.services.concluding import notices_advance
from hengji.platform.notices.services.publishing import notice_withdraw
from hengji.platform.notices.states import ObjectionState
from hengji.platform.outbox.models import Event
from tests.factories.notices import LAST_DAY, OBJECTION, PUBLISHED, object_to, on

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
