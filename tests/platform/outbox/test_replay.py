"""Delivering again: by whom, what, and with which trace."""

from datetime import UTC, datetime

import pytest

from hengji.config.roles import Clerk, SystemOperator
from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.errors import HengjiError, NotFoundError, PermissionDeniedError
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.outbox.models import Delivery
from hengji.platform.outbox.services import deliveries_replay, publish
from hengji.platform.outbox.states import State
from tests.factories.accounts import make_user
from tests.factories.outbox import deliver_all
from tests.platform.outbox.receiving import TOLD, effects, tell

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def operator(divisions: None) -> User:
    return make_user("huaian-operator", "320800", SystemOperator)


@pytest.fixture
def dead(divisions: None) -> Delivery:
    """Given up for a reason that is no more."""
    event = tell(Jurisdiction.objects.get(pk="320800"), AT)
    Delivery.objects.filter(event=event, receiver="test.first").update(
        state=State.DEAD, attempt=16, error="邮件服务器没有回答"
    )
    return Delivery.objects.get(event=event, receiver="test.first")


def _replay(actor: User, *deliveries: Delivery, reason: str = "已修好") -> int:
    return deliveries_replay(
        actor=actor, delivery_ids=[one.pk for one in deliveries], reason=reason, at=AT
    )


def test_dead_delivery_when_replayed_is_delivered_and_leaves_a_trace(
    operator: User, dead: Delivery
) -> None:
    assert _replay(operator, dead) == 1
    deliver_all()
    assert effects() == [dead.event_id]
    dead.refresh_from_db()
    assert (dead.status, dead.attempt, dead.error) == (State.DONE, 1, "")
    entry = AuditEntry.objects.get(action="outbox.replay")
    assert (entry.actor_id, entry.reason) == (operator.pk, "已修好")
    assert entry.before == {"state": "dead", "attempt": 16, "error": "邮件服务器没有回答"}


def test_done_delivery_when_replayed_is_delivered_a_second_time(
    operator: User, dead: Delivery
) -> None:
    _replay(operator, dead)
    deliver_all()
    _replay(operator, dead)
    deliver_all()
    assert effects() == [dead.event_id] * 2


def test_delivery_of_another_place_does_not_exist(stranger: User, dead: Delivery) -> None:
    with pytest.raises(NotFoundError):
        _replay(stranger, dead)


def test_clerk_may_not_replay(clerk: User, dead: Delivery) -> None:
    with pytest.raises(PermissionDeniedError):
        _replay(clerk, dead)


def test_replay_of_nothing_or_without_a_reason_is_refused(operator: User, dead: Delivery) -> None:
    with pytest.raises(HengjiError, match="勾选"):
        _replay(operator)
    with pytest.raises(HengjiError, match="理由"):
        _replay(operator, dead, reason=" ")


def test_replay_of_several_is_all_or_nothing(operator: User, dead: Delivery) -> None:
    elsewhere = tell(Jurisdiction.objects.get(pk="440100"), AT)
    with pytest.raises(NotFoundError):
        _replay(operator, dead, Delivery.objects.get(event=elsewhere, receiver="test.first"))
    dead.refresh_from_db()
    assert dead.status is State.DEAD


def test_event_of_no_place_is_a_province_s_to_replay(operator: User, province: User) -> None:
    place = Jurisdiction.objects.get(pk="320800")
    event = publish(event=TOLD, subject=place, jurisdiction=None, payload={}, at=AT)
    delivery = Delivery.objects.get(event=event, receiver="test.first")
    with pytest.raises(NotFoundError):
        _replay(operator, delivery)
    assert _replay(province, delivery) == 1


def test_clerk_of_no_place_sees_no_event(dead: Delivery) -> None:
    nobody = make_user("nobody", None, Clerk)
    with pytest.raises(PermissionDeniedError):
        _replay(nobody, dead)
