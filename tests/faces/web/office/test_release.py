"""解除暂缓 on the run's page."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from hengji.config.roles import Clerk, Reviewer
from hengji.domains.subsidies import api
from hengji.domains.subsidies.models import ClaimHold
from hengji.platform.accounts.models import User
from hengji.platform.jobs.execution import execute
from hengji.platform.jobs.models import Job
from hengji.platform.notices.services.answering import objection_answer
from hengji.platform.notices.services.drafting import notice_edit, text_of
from hengji.platform.notices.services.objecting import ObjectionText
from hengji.platform.notices.states import ObjectionState
from tests.factories.accounts import make_user
from tests.factories.claims import PACK, claim, csv_bytes
from tests.factories.notices import object_to, publish

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(divisions: None) -> User:
    return make_user("reviewer", "320800", Reviewer)


@pytest.fixture
def page(clerk: User, reviewer: User) -> str:
    """A run with one claim held back by an objection that a second officer upheld."""
    done = api.run_upload(
        actor=clerk, pack_id=PACK, name="a.csv", chunks=[csv_bytes([claim(1), claim(2)])], at=AT
    )
    api.run_submit(actor=clerk, run_id=done.run_id, at=AT)
    execute(Job.objects.latest("id").pk, stopping=lambda: False)
    api.run_confirm(actor=reviewer, run_id=done.run_id, remark="", at=AT)
    notice = api.run_notice_draft(actor=clerk, run_id=done.run_id, at=AT)
    told = vars(text_of(notice)) | {"clause": "一", "office_phone": "0517-00000000"}
    notice_edit(actor=clerk, notice_id=notice.pk, text=type(text_of(notice))(**told), at=AT)
    publish(notice, clerk, reviewer, at=AT)
    objection = object_to(notice, at=AT, text=ObjectionText("王某某", "1", "已在外地申领", 1))
    objection_answer(
        actor=make_user("second", "320800", Clerk), objection_id=objection.pk,
        outcome=ObjectionState.ACCEPTED, answer="经核实，情况属实。", at=AT,
    )  # fmt: skip
    return f"/office/adjudication/{done.run_id}/"


def test_held_claim_is_let_go_with_a_reason(client: Client, page: str, reviewer: User) -> None:
    client.force_login(reviewer)
    shown = client.get(page).content.decode()
    assert "第2行" in shown
    hold = ClaimHold.objects.get()
    again = client.post(f"{page}release/", {"hold": hold.pk, "reason": " "}, follow=True)
    assert "请写明解除暂缓的理由" in again.content.decode()
    done = client.post(f"{page}release/", {"hold": hold.pk, "reason": "材料属实"}, follow=True)
    told = done.content.decode()
    assert "已解除" in told
    assert "材料属实" in told
    assert client.post(f"{page}release/", {"hold": "x", "reason": "y"}).status_code == 404


def test_who_does_not_review_sees_the_hold_and_no_form(
    client: Client, page: str, clerk: User
) -> None:
    client.force_login(clerk)
    assert "解除暂缓" not in client.get(page).content.decode()
    assert client.post(f"{page}release/", {"hold": 1, "reason": "y"}).status_code == 403
