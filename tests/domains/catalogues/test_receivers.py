"""What the settling of doubts tells, and to whom."""

import pytest

from hengji.config.roles import Clerk
from hengji.domains.catalogues.models import Edition, ListFinding
from hengji.domains.catalogues.services.settle import finding_reopen, findings_settle
from hengji.platform.accounts.models import User
from hengji.platform.messages.models import Message
from hengji.platform.outbox.models import Event
from tests.factories.accounts import make_user
from tests.factories.catalogues import AT
from tests.factories.outbox import deliver_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled(small: None, clerk: User) -> ListFinding:
    """A doubt that 淮安's clerk has settled."""
    finding = ListFinding.objects.create(
        edition=Edition.objects.get(published_id="huaian-specialties", is_current=True),
        row=1, severity="warning", code="INVENTED", message="编码写错", suggestion="核对",
    )  # fmt: skip
    findings_settle(
        actor=clerk, finding_ids=[finding.pk], resolution="confirmed", reason="已核对", at=AT
    )
    return finding


def test_settled_doubt_is_an_event_of_its_place(settled: ListFinding) -> None:
    event = Event.objects.get(event="catalogues.finding_settled")
    assert (event.subject_id, event.jurisdiction_id) == (str(settled.pk), "320800")
    assert event.payload == {"resolution": "confirmed"}


def test_settler_learns_that_a_colleague_reopened_the_doubt(
    settled: ListFinding, clerk: User
) -> None:
    colleague = make_user("colleague", "320800", Clerk)
    finding_reopen(actor=colleague, finding_id=settled.pk, reason="原件另有勘误", at=AT)
    deliver_all()
    message = Message.objects.get(to=clerk)
    assert str(settled) in message.body
    assert "测试colleague" in message.body
    assert message.link == f"/office/findings/{settled.pk}/"


def test_settler_who_reopens_the_doubt_himself_is_told_nothing(
    settled: ListFinding, clerk: User
) -> None:
    finding_reopen(actor=clerk, finding_id=settled.pk, reason="看错了", at=AT)
    deliver_all()
    assert not Message.objects.exists()
