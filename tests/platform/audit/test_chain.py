"""The chain as PostgreSQL writes it: whole after rollbacks, many writers and bulk."""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, transaction

from hengji.config.roles import Clerk
from hengji.platform.accounts.models import User
from hengji.platform.audit.check import chains_check
from hengji.platform.audit.models import AuditEntry, AuditLink
from hengji.platform.audit.services import record
from hengji.platform.jurisdictions import loading
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
CITIES = ("320800", "440100")


@pytest.fixture
def officers(transactional_db: None) -> list[User]:
    """An officer of each of two cities."""
    loading.load()
    return [make_user(f"officer-{code}", code, Clerk) for code in CITIES]


def _act(actor: User, reason: str = "", subject: User | None = None) -> AuditEntry:
    return record(
        actor=actor,
        action="test.act",
        subject=subject or actor,
        jurisdiction=actor.jurisdiction,
        at=AT,
        before={"名称": "甲", "n": 1.50},
        after=None,
        reason=reason,
    )


def _places(chain: str) -> list[int]:
    return list(AuditLink.objects.filter(chain=chain).order_by("seq").values_list("seq", flat=True))


def _faults() -> tuple[str, ...]:
    return tuple(map(str, chains_check(known=(), at=AT).faults))


def test_entries_of_a_transaction_are_linked_in_their_order_when_it_commits(
    officers: list[User],
) -> None:
    with transaction.atomic():
        entries = [_act(officers[0]), _act(officers[1]), _act(officers[0])]
        assert AuditLink.objects.count() == 0
    links = AuditLink.objects.filter(chain="320800").order_by("seq")
    assert [link.entry_id for link in links] == [entries[0].pk, entries[2].pk]
    assert _places("440100") == [1]


def test_rollback_of_all_or_of_a_part_leaves_no_hole(officers: list[User]) -> None:
    _act(officers[0])
    with transaction.atomic():
        _act(officers[0])
        transaction.set_rollback(True)
    with transaction.atomic():
        _act(officers[0])
        with transaction.atomic():
            _act(officers[0])
            transaction.set_rollback(True)
        _act(officers[0])
    assert _places("320800") == [1, 2, 3]
    assert _faults() == ()


def test_system_s_own_acts_have_a_chain_of_their_own(officers: list[User]) -> None:
    record(actor=None, action="test.act", subject=AuditEntry, jurisdiction=None, at=AT)
    assert _places("") == [1]
    entry = AuditEntry.objects.get()
    assert (entry.subject_type, entry.subject_id) == ("audit.auditentry", "")
    assert entry.subject_label == "审计日志"


def test_many_writers_leave_neither_gap_nor_double_nor_deadlock(officers: list[User]) -> None:
    threads, services = 8, 50
    start, errors = Barrier(threads), list[Exception]()

    def work(number: int) -> None:
        start.wait()
        try:
            for turn in range(services):
                # Half the writers go the other way round: the chains are taken in one order.
                pair = officers if number % 2 else officers[::-1]
                with transaction.atomic():
                    for actor in pair:
                        _act(actor, f"{number}-{turn}")
        except DatabaseError as error:
            errors.append(error)
        finally:
            connection.close()

    _together([lambda number=number: work(number) for number in range(threads)])  # type: ignore[misc]  # mypy does not infer the default of a lambda
    assert errors == []
    for chain in CITIES:
        assert _places(chain) == list(range(1, threads * services + 1))
    assert _faults() == ()


def _together(works: list[Callable[[], None]]) -> None:
    threads = [Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_holder_of_a_chain_never_waits_for_a_foreign_key(officers: list[User]) -> None:
    """A foreign key's row is waited for at COMMIT too: were the chain taken first, two
    transactions could each hold what the other waits for."""
    locked, go = Barrier(2), Barrier(2)
    errors = list[Exception]()

    def locker() -> None:
        try:
            with transaction.atomic():
                User.objects.select_for_update().get(pk=officers[1].pk)
                locked.wait()
                go.wait()
                _wait_for_a_waiter()
                _act(officers[0], "locker")
        except DatabaseError as error:
            errors.append(error)
        finally:
            connection.close()

    def referrer() -> None:
        from hengji.platform.jobs.models import Job

        try:
            locked.wait()
            with transaction.atomic():
                _act(officers[0], "referrer")
                Job.objects.create(
                    kind="test", actor=officers[1], jurisdiction_id="320800", created_at=AT
                )
                go.wait()
        except DatabaseError as error:
            errors.append(error)
        finally:
            connection.close()

    _together([locker, referrer])
    assert errors == []
    assert _places("320800") == [1, 2]


def _wait_for_a_waiter() -> None:
    """Until some transaction of this database waits for a lock."""
    with connection.cursor() as cursor:
        for _ in range(500):
            cursor.execute(
                "SELECT count(*), pg_sleep(0.01) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waited")


def test_thousands_of_entries_of_one_transaction_are_linked(officers: list[User]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        entry = _act(officers[0])
        columns = ", ".join(
            field.column for field in AuditEntry._meta.local_fields if field.column != "id"
        )
        cursor.execute(
            f"INSERT INTO audit_auditentry ({columns}) SELECT {columns}"  # noqa: S608 - the same
            " FROM audit_auditentry, generate_series(1, 2000) WHERE id = %s",
            [entry.pk],
        )
    assert _places("320800")[-1] == 2001
    assert _faults() == ()
