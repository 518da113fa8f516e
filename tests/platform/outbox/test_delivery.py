"""What becomes of an event: delivered once, in order, tried again, given up, delivered again."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from hengji.platform.accounts.models import User
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.outbox.delivery import (
    FIRST_DELAY,
    LONGEST_DELAY,
    MOST_ATTEMPTS,
    World,
    delay_after,
    deliver_some,
)
from hengji.platform.outbox.models import Delivery, Event
from hengji.platform.outbox.registry import receiver
from hengji.platform.outbox.services import publish
from hengji.platform.outbox.states import State
from tests.factories.outbox import LATER, deliver_all
from tests.platform.outbox.receiving import TOLD, effects, tell

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def place(divisions: None) -> Jurisdiction:
    return Jurisdiction.objects.get(pk="320800")


@pytest.fixture
def other(divisions: None) -> Jurisdiction:
    return Jurisdiction.objects.get(pk="440100")


def _to(receiver: str, event: Event) -> Delivery:
    return Delivery.objects.get(event=event, receiver=receiver)


def test_event_reaches_each_of_its_receivers_once(place: Jurisdiction) -> None:
    event = tell(place, AT)
    assert deliver_all(AT) == 2
    assert deliver_all() == 0
    assert effects("test.first") == effects("test.second") == [event.pk]
    assert {one.state for one in event.deliveries.all()} == {State.DONE}


def test_event_told_in_a_transaction_that_fails_never_was(place: Jurisdiction) -> None:
    with transaction.atomic():
        tell(place, AT)
        transaction.set_rollback(True)
    assert not Event.objects.exists()
    assert deliver_all() == 0


def test_event_before_its_hour_waits(place: Jurisdiction) -> None:
    tell(place, AT)
    assert deliver_all(AT - timedelta(seconds=1)) == 0


def test_failure_leaves_no_effect_and_its_error_and_does_not_stop_the_other_receiver(
    place: Jurisdiction,
) -> None:
    event = tell(place, AT, do="refuse")
    assert deliver_all(AT) == 2
    assert effects("test.first") == []
    assert effects("test.second") == [event.pk]
    failed = _to("test.first", event)
    assert (failed.status, failed.attempt, failed.error) == (State.PENDING, 1, "现在还不行。")
    assert AT + FIRST_DELAY / 2 <= failed.due_at <= AT + FIRST_DELAY * 1.5


def test_error_that_nobody_foresaw_is_kept_without_anybody_s_numbers(place: Jurisdiction) -> None:
    event = tell(place, AT, do="break")
    deliver_all(AT)
    assert _to("test.first", event).error == "ZeroDivisionError: 不能办理[证件号]"


def test_delivery_that_always_fails_is_given_up_with_its_last_error(place: Jurisdiction) -> None:
    event = tell(place, AT, do="refuse")
    at = AT
    for _ in range(MOST_ATTEMPTS + 3):
        deliver_all(at)
        at += 2 * LONGEST_DELAY
    dead = _to("test.first", event)
    assert (dead.status, dead.attempt, dead.error) == (State.DEAD, MOST_ATTEMPTS, "现在还不行。")


def test_delivery_whose_worker_always_dies_is_given_up(place: Jurisdiction) -> None:
    event = tell(place, AT)
    # What so many kills leave behind: the attempt counted, nothing else.
    Delivery.objects.filter(event=event).update(attempt=MOST_ATTEMPTS)
    deliver_all()
    dead = _to("test.first", event)
    assert dead.status is State.DEAD
    assert "多次意外中断" in dead.error


def test_events_of_one_subject_wait_for_each_other_and_for_no_other_subject(
    place: Jurisdiction, other: Jurisdiction
) -> None:
    stuck = tell(place, AT, do="refuse")
    behind, beside = tell(place, AT), tell(other, AT)
    deliver_all(AT)
    assert effects("test.first") == [beside.pk]
    assert effects("test.second") == [stuck.pk, beside.pk, behind.pk]
    assert _to("test.first", behind).attempt == 0


def test_events_behind_one_that_is_given_up_go_on(place: Jurisdiction) -> None:
    stuck, behind = tell(place, AT, do="refuse"), tell(place, AT)
    Delivery.objects.filter(event=stuck, receiver="test.first").update(attempt=MOST_ATTEMPTS - 1)
    deliver_all(AT)
    assert _to("test.first", stuck).status is State.DEAD
    assert effects("test.first") == [behind.pk]


def test_delivery_that_failed_before_is_taken_alone(
    place: Jurisdiction, other: Jurisdiction
) -> None:
    tell(place, AT, do="refuse"), tell(other, AT, do="refuse")
    deliver_all(AT)
    assert deliver_some(World(lambda: LATER, Random(1))) == 1  # noqa: S311 - a test repeats itself


def test_receiver_that_this_version_does_not_have_is_tried_again_later(
    place: Jurisdiction,
) -> None:
    event = tell(place, AT)
    Delivery.objects.filter(event=event, receiver="test.first").update(receiver="test.gone")
    deliver_all(AT)
    gone = _to("test.gone", event)
    assert gone.status is State.PENDING
    assert "test.gone" in gone.error


def test_delays_double_up_to_the_longest_and_are_spread() -> None:
    for attempt, plain in ((1, FIRST_DELAY), (4, FIRST_DELAY * 8), (60, LONGEST_DELAY)):
        delays = [delay_after(attempt, Random(seed)) for seed in range(50)]  # noqa: S311 - the same
        assert plain / 2 <= min(delays) < plain < max(delays) <= plain * 1.5


def test_event_that_nobody_declared_is_refused(place: Jurisdiction) -> None:
    with pytest.raises(ValueError, match="not declared"):
        publish(event="test.mistyped", subject=place, jurisdiction=place, payload={}, at=AT)
    with pytest.raises(ValueError, match="not declared"):
        receiver("test.mistyped", name="test.third", label="第三个接收者")


def test_receiver_name_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        receiver(TOLD, name="test.first", label="冒名者")(lambda _event, _at: None)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE outbox_event SET payload = '{}'", "DELETE FROM outbox_delivery"],
)
def test_what_was_told_when_changed_by_plain_sql_is_refused(
    place: Jurisdiction, statement: str
) -> None:
    from django.db import connection

    tell(place, AT)
    with (
        pytest.raises(DatabaseError, match="不能修改或删除"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_one_event_has_one_delivery_a_receiver(place: Jurisdiction, clerk: User) -> None:
    event = tell(place, AT)
    with pytest.raises(IntegrityError):
        Delivery.objects.create(event=event, receiver="test.first", subject="", due_at=AT)
