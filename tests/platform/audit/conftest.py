"""The chain within a test's own transaction."""

import pytest
from django.db import connection

from hengji.config.roles import Clerk
from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from tests.factories.accounts import make_user
from tests.platform.audit.tampering import ACTS, CHAIN, act


@pytest.fixture
def linked_at_once(db: None) -> None:
    """Link entries as they come: a test that is rolled back has no COMMIT to do it at."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def clerks(divisions: None) -> list[User]:
    return [make_user(f"clerk-{code}", code, Clerk) for code in (CHAIN, "320812", "440100")]


@pytest.fixture
def trail(clerks: list[User]) -> list[AuditEntry]:
    """淮安's entries; two other divisions have as many."""
    rounds = [[act(clerk, number) for clerk in clerks] for number in range(1, ACTS + 1)]
    return [entries[0] for entries in rounds]
