"""The cache in the database."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db


def test_key_that_is_there_is_not_inserted_again() -> None:
    assert cache.add("tests:brake:192.0.2.7", 1, 60)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert not cache.add("tests:brake:192.0.2.7", 2, 60)
    assert not [one["sql"] for one in asked if "INSERT" in one["sql"]]
    assert cache.get("tests:brake:192.0.2.7") == 1
