"""The pages of the events."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from hengji.platform.accounts.models import User
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.outbox.models import Delivery, Event
from hengji.platform.outbox.queries import PER_PAGE
from hengji.platform.outbox.states import State
from tests.faces.web.office.counting import queries_of
from tests.factories.outbox import deliver_all
from tests.platform.outbox.receiving import tell

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def failed(divisions: None) -> Event:
    """Delivered to the second receiver, refused by the first."""
    event = tell(Jurisdiction.objects.get(pk="320800"), AT, do="refuse", lessons=40)
    deliver_all(AT)
    return event


def test_list_is_filtered_by_stage_event_and_receiver(
    client: Client, administrator: User, failed: Event
) -> None:
    client.force_login(administrator)
    for query, found in (
        ("", True),
        ("?stage=retrying", True),
        ("?stage=dead", False),
        ("?stage=retrying&receiver=test.second", False),
        ("?stage=done&receiver=test.second&event=test.told", True),
        ("?stage=nonsense&before=x", True),
        (f"?before={failed.pk}", False),
    ):
        page = client.get(f"/office/events/{query}").content.decode()
        assert ("现在还不行。" in page) == found, query


def test_event_shows_payload_and_error_and_is_replayed_by_the_button(
    client: Client, administrator: User, failed: Event
) -> None:
    client.force_login(administrator)
    url = f"/office/events/{failed.pk}/"
    page = client.get(url).content.decode()
    assert "内容 lessons" in page
    assert "现在还不行。" in page
    delivery = Delivery.objects.get(event=failed, receiver="test.first")
    answer = client.post(
        "/office/events/replay/",
        {"delivery": delivery.pk, "reason": "已修好", "next": url},
        follow=True,
    )
    assert "已安排重新投递 1 条" in answer.content.decode()
    delivery.refresh_from_db()
    assert (delivery.status, delivery.attempt) == (State.PENDING, 0)


def test_replay_without_a_reason_is_told_on_the_page(
    client: Client, administrator: User, failed: Event
) -> None:
    client.force_login(administrator)
    delivery = Delivery.objects.get(event=failed, receiver="test.first")
    answer = client.post("/office/events/replay/", {"delivery": delivery.pk}, follow=True)
    assert "请写明重新投递的理由" in answer.content.decode()


def test_event_of_another_city_does_not_exist(
    client: Client, stranger: User, failed: Event
) -> None:
    client.force_login(stranger)
    assert client.get(f"/office/events/{failed.pk}/").status_code == 404
    assert "没有符合条件的事件" in client.get("/office/events/").content.decode()


def test_clerk_has_no_events_and_an_auditor_no_replay(
    client: Client, clerk: User, auditor: User, failed: Event
) -> None:
    client.force_login(clerk)
    assert client.get("/office/events/").status_code == 403
    client.force_login(auditor)
    assert "重新投递" not in client.get(f"/office/events/{failed.pk}/").content.decode()
    assert client.post("/office/events/replay/").status_code == 403


def test_list_costs_the_same_however_many_events(client: Client, administrator: User) -> None:
    place = Jurisdiction.objects.get(pk="320800")
    client.force_login(administrator)
    tell(place, AT)
    one, page = queries_of(client, "/office/events/")
    assert "更早的事件" not in page
    for _ in range(PER_PAGE):
        tell(place, AT)
    many, page = queries_of(client, "/office/events/")
    assert page.count("第一个接收者</option>") == 1
    assert page.count("2026-01-05 17:00:00") == PER_PAGE
    assert "更早的事件" in page
    assert many == one
