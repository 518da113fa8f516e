"""What is new is verified at once, what is old in its turn; a fault is told until it is mended."""

from datetime import timedelta
from pathlib import Path

import pytest

from hengji.core.audit.faults import FaultKind as K
from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry, AuditLink
from hengji.platform.audit.nightly import trail_check
from hengji.platform.audit.parts import Rotation
from tests.platform.audit.tampering import ACTS, AT, CHAIN, act, tamper

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("linked_at_once", "trail"),
]
DAYS = 4
FIRST = AT + timedelta(days=90)


class Nights:
    """One machine's nights; each finds some faults."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, number: int) -> list[tuple[K, str, int | None]]:
        faults = trail_check(
            path=self.path,
            rotation=Rotation(DAYS, block=2),
            known=(),
            at=FIRST + timedelta(days=number),
        )
        return [(fault.kind, fault.chain, fault.seq) for fault in faults]


@pytest.fixture
def night(tmp_path: Path) -> Nights:
    """The first has read all and found nothing."""
    nights = Nights(tmp_path / "audit-verified.json")
    assert nights(0) == []
    assert nights.path.stat().st_mode & 0o777 == 0o600
    return nights


EDIT = "UPDATE audit_auditentry SET reason = '改' WHERE :five"


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        pytest.param((EDIT,), (K.CHANGED, CHAIN, 5), id="edit"),
        pytest.param(
            ("UPDATE audit_auditentry SET at = at + interval '1 hour' WHERE :five",),
            (K.CHANGED, CHAIN, 5),
            id="edit time",
        ),
        pytest.param(
            ("DELETE FROM audit_auditentry WHERE :five",), (K.MISSING, CHAIN, 5), id="delete entry"
        ),
        pytest.param(
            (
                "DELETE FROM audit_auditentry WHERE :five",
                "DELETE FROM audit_auditlink WHERE :link",
            ),
            (K.MISSING, CHAIN, 5),
            id="delete entry and link",
        ),
        pytest.param(
            ("UPDATE audit_auditlink SET hash = sha256('x') WHERE :link",),
            (K.LINK_CHANGED, CHAIN, 5),
            id="edit hash",
        ),
        pytest.param(
            ("DELETE FROM audit_auditlink WHERE chain = '320800' AND seq = 1",
             "UPDATE audit_auditentry SET id = -id WHERE reason = '第1次'"
             " AND jurisdiction_code = '320800'"),
            (K.MISSING, CHAIN, 1),
            id="hidden below the first number",
        ),
    ],
)  # fmt: skip
def test_old_row_that_was_tampered_with_is_found_in_its_turn_and_then_every_night(
    night: Nights, statements: tuple[str, ...], found: tuple[K, str, int]
) -> None:
    tamper(*statements)
    told = [night(number) for number in range(1, DAYS + 2)]
    first = next(number for number, faults in enumerate(told) if found in faults)
    assert first < DAYS
    assert all(found in faults for faults in told[first:])


def test_old_rows_are_not_read_every_night(night: Nights) -> None:
    """The same edit before each night of the rotation: its turn finds it, or its neighbour's."""
    tamper(EDIT)
    noted = night.path.read_bytes()
    at_once = []
    for number in range(1, DAYS + 1):
        night.path.write_bytes(noted.replace(b"2027-02-01", b"2027-02-%02d" % number))
        at_once.append(bool(night(number)))
    assert at_once.count(True) in {1, 2}


def test_turns_of_missed_nights_are_made_up_for(night: Nights) -> None:
    tamper(EDIT)
    assert night(DAYS) == [(K.CHANGED, CHAIN, 5)]


def test_row_that_stands_outside_the_chain_is_found_in_its_turn(night: Nights) -> None:
    tamper(
        "DELETE FROM audit_auditlink WHERE :link",
        "UPDATE audit_auditlink SET seq = seq - 1 WHERE chain = '320800' AND seq > 5",
    )
    told = [night(number) for number in range(1, DAYS + 1)]
    assert (K.OUTSIDE, CHAIN, None) in told[-1]
    assert (K.CUT, CHAIN, ACTS) in told[0]


def test_new_rows_are_verified_the_next_night(night: Nights, clerks: list[User]) -> None:
    act(clerks[0], 9)
    assert night(1) == []
    act(clerks[0], 10)
    tamper(
        "UPDATE audit_auditentry SET reason = reason || '改' WHERE reason IN ('第9次', '第10次')"
    )
    # The end of last night is read once more itself.
    expected = [(K.CHANGED, CHAIN, ACTS + 1), (K.CHANGED, CHAIN, ACTS + 2)]
    assert night(2) == expected
    assert night(3) == expected
    tamper("UPDATE audit_auditentry SET reason = replace(reason, '改', '')")
    assert night(4) == []
    assert night(5) == []


def test_forged_row_of_any_number_is_found_at_once(night: Nights, clerks: list[User]) -> None:
    tamper(
        "INSERT INTO audit_auditentry SELECT 9223372036854775807, at,"
        " actor_id, actor_name, on_behalf_of, action, subject_type, subject_id,"
        " subject_label, jurisdiction_code, before, after, reason, request_id, address"
        " FROM audit_auditentry WHERE :five"
    )
    act(clerks[0], 9)
    assert night(1) == [(K.OUTSIDE, CHAIN, None)]
    assert night(2) == [(K.OUTSIDE, CHAIN, None)]


def test_noted_end_cannot_be_moved_or_cut_unseen(night: Nights) -> None:
    tamper("UPDATE audit_auditlink SET hash = sha256('x') WHERE chain = '320800' AND seq = 8")
    assert (K.RECOMPUTED, CHAIN, ACTS) in night(1)
    tamper(
        "DELETE FROM audit_auditentry WHERE jurisdiction_code = '320800'",
        "DELETE FROM audit_auditlink WHERE chain = '320800'",
    )
    assert (K.CUT, CHAIN, 1) in night(2)
    assert (K.CUT, CHAIN, 1) in night(3)


@pytest.mark.parametrize("text", [None, "{", '{"at": "x"}'])
def test_everything_is_read_where_nobody_knows_what_was(night: Nights, text: str | None) -> None:
    if text is None:
        night.path.unlink()
    else:
        night.path.write_text(text)
    tamper(EDIT)
    assert night(1) == [(K.CHANGED, CHAIN, 5)]
    assert night(2) == [(K.CHANGED, CHAIN, 5)]


def test_every_row_has_a_turn_and_an_entry_only_one() -> None:
    chains = (CHAIN, "320812", "440100")
    parts = [Rotation(DAYS, block=2).part(turn, chains) for turn in range(DAYS)]
    assert max(len(part.links) for part in parts) < len(chains) * ACTS / 2
    links = {
        link
        for part in parts
        for chain, first, last in part.links
        for link in AuditLink.objects.filter(chain=chain, seq__range=(first, last))
    }
    assert len(links) == AuditLink.objects.count() == 3 * ACTS
    entries = [
        entry
        for part in parts
        for extent in part.entries
        for entry in AuditEntry.objects.filter(id__range=extent)
    ]
    assert len(entries) == len(set(entries)) == AuditEntry.objects.count()
