"""Slow queries are logged by their shape."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection

from hengji.platform.health.slow_queries import shape_of


@pytest.mark.parametrize(
    ("sql", "shape"),
    [
        ("SELECT a1 FROM t2 WHERE id = 12", "SELECT a1 FROM t2 WHERE id = ?"),
        ("SELECT 'it''s 王某'\n  , 1.5", "SELECT ? , ?"),
        ("SELECT %s, $1", "SELECT %s, $1"),
        ('SELECT "t3"."c4"', 'SELECT "t3"."c4"'),
    ],
)
def test_shape_has_no_values(sql: str, shape: str) -> None:
    assert shape_of(sql) == shape


@pytest.mark.django_db
def test_slow_query_is_logged_without_its_parameters(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")  # a connection there is
    monkeypatch.setattr(settings, "SLOW_QUERY_MS", 0.0)
    list(get_user_model().objects.filter(username="王小明"))
    (record,) = [one for one in caplog.records if one.name == "hengji.slow_queries"]
    assert 'FROM "accounts_user"' in vars(record)["sql"]
    assert "王小明" not in str(vars(record))


@pytest.mark.django_db
def test_quick_query_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    list(get_user_model().objects.all())
    assert [one for one in caplog.records if one.name == "hengji.slow_queries"] == []
