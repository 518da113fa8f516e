"""The chain within a test's own transaction."""

import pytest
from django.db import connection


@pytest.fixture
def linked_at_once(db: None) -> None:
    """Link entries as they come: a test that is rolled back has no COMMIT to do it at."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
