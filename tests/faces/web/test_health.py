"""What a load balancer and Prometheus are answered, and what everybody else is not."""

import json
import logging
import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client

from hengji.platform.accounts.models import User
from hengji.platform.health import gauges

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that nobody reaches."""

    def refuse() -> None:
        raise OperationalError("no route to 10.1.2.3")

    monkeypatch.setattr(connection, "cursor", refuse)


def test_liveness_needs_no_database_no_host_and_no_tls(
    client: Client, no_database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SECURE_SSL_REDIRECT", True)
    answer = client.get("/healthz", headers={"host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert answer["Cache-Control"] == "no-store"


def test_readiness_tells_each_part(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["ready"] is True
    parts = answer.json()["checks"]
    assert (parts["database"], parts["migrations"]) == ("ok", "ok")
    assert parts["queue"] == "warning"  # no worker runs here; pages are served all the same
    assert set(parts) == {"database", "migrations", "queue", "disk"}


def test_readiness_without_a_database_is_503_and_tells_no_secret(
    client: Client, no_database: None
) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == "error"
    assert "10.1.2.3" not in answer.content.decode()


def test_metrics_count_requests_by_route_and_not_by_path(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    client.get("/office/jobs/987654/")
    client.get("/no-such-page/987654")
    text = client.get("/metrics").content.decode()
    assert 'hengji_requests_total{method="GET",route="office:job",status="404"}' in text
    assert 'route="unmatched"' in text
    assert "987654" not in text
    assert 'hengji_request_seconds_bucket{le="0.01",method="GET",route="office:job"}' in text


def test_metrics_count_refused_sign_ins_and_those_held_back(client: Client, clerk: User) -> None:
    def counted(reason: str) -> float:
        text = client.get("/metrics").content.decode()
        found = re.search(rf'hengji_sign_ins_refused_total{{reason="{reason}"}} (\S+)', text)
        return float(found[1]) if found else 0.0

    cache.clear()
    before = counted("wrong"), counted("held")
    for _ in range(6):
        client.post("/accounts/login/", {"login": clerk.username, "password": "wrong"})
    assert (counted("wrong") - before[0], counted("held") - before[1]) == (5, 1)


def test_metrics_tell_the_state_of_the_system(client: Client) -> None:
    text = client.get("/metrics").content.decode()
    assert 'hengji_jobs{state="failed"} 0.0' in text
    assert "hengji_database_bytes" in text
    assert 'hengji_database_connections{state="active"}' in text


def test_gauge_that_cannot_be_read_hides_no_other(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> gauges.Values:
        with connection.cursor() as cursor:
            cursor.execute("SELECT no_such_column")
        return {}

    monkeypatch.setitem(gauges._gauges, "a", gauges.Gauge("hengji_broken", "", (), broken))
    text = client.get("/metrics").content.decode()
    assert "hengji_broken" not in text
    assert "hengji_database_bytes" in text


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("10.2.3.4", {}, 200),
        ("10.3.0.1", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 404),
        ("10.3.0.1", {"Authorization": "Bearer right"}, 200),
        ("10.3.0.1", {"Authorization": "Bearer right", "X-Forwarded-For": "8.8.8.8"}, 200),
        ("10.3.0.1", {"Authorization": "Bearer wrong"}, 404),
        ("", {}, 404),
    ],
)
def test_metrics_are_for_named_addresses_and_the_token(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    headers: dict[str, str],
    status: int,
) -> None:
    monkeypatch.setattr(settings, "METRICS_ADDRESSES", ["127.0.0.1", "::1", "10.2.0.0/16"])
    monkeypatch.setattr(settings, "METRICS_TOKEN", "right")
    answer = client.get("/metrics", headers=headers, REMOTE_ADDR=address)
    assert answer.status_code == status
    assert bool(answer.content) is (status == 200)


def test_empty_token_opens_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "METRICS_TOKEN", "")
    answer = client.get("/metrics", headers={"Authorization": "Bearer "}, REMOTE_ADDR="10.3.0.1")
    assert answer.status_code == 404


def test_request_leaves_one_line_without_what_the_user_typed(
    client: Client, clerk: User, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(clerk)
    caplog.set_level(logging.INFO, "hengji.requests")
    client.get("/office/jobs/?page=2&person=%E7%8E%8B%E5%B0%8F%E6%98%8E")
    (record,) = [one for one in caplog.records if one.name == "hengji.requests"]
    line = vars(record)
    assert (line["method"], line["route"], line["status"]) == ("GET", "office:jobs", 200)
    assert line["actor"] == clerk.pk
    assert isinstance(line["ms"], int)
    assert "王小明" not in json.dumps(line, default=str, ensure_ascii=False)
    assert "page=2" not in str(line)


def test_probes_leave_no_lines_and_are_what_they_say(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "hengji.requests")
    for probe in ("/healthz", "/readyz", "/metrics"):
        assert client.get(probe)["X-Content-Type-Options"] == "nosniff"
    assert [one for one in caplog.records if one.name == "hengji.requests"] == []
