"""The trail as an auditor asks for it: only his own places, page by page, and taken out."""

from datetime import UTC, datetime, timedelta

import pytest

from hengji.config.roles import Auditor, Clerk
from hengji.platform.accounts.models import User
from hengji.platform.audit import taking
from hengji.platform.audit.models import AuditEntry
from hengji.platform.audit.queries import (
    SYSTEM_ONLY,
    Cursor,
    EntryFilter,
    entry_get,
    entry_page,
    places_of,
)
from hengji.platform.audit.services import record, record_reveal
from hengji.platform.audit.taking import entries_take
from hengji.platform.errors import HengjiError, NotFoundError, PermissionDeniedError, TooLargeError
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.requests import Request, answering
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


def _act(place: str | None, number: int = 0, action: str = "test.act") -> AuditEntry:
    division = Jurisdiction.objects.get(pk=place) if place else None
    return record(
        actor=None,
        action=action,
        subject=division or AuditEntry,
        jurisdiction=division,
        at=AT + timedelta(minutes=number),
        reason=f"第{number}次",
    )


def _reasons(actor: User, asked: EntryFilter | None = None, **cursor: Cursor | None) -> list[str]:
    page = entry_page(actor, asked or EntryFilter(), **cursor)  # type: ignore[arg-type]  # a limit is none
    return [entry.reason for entry in page.entries]


def test_auditor_sees_his_division_and_those_below(divisions: None) -> None:
    own = [_act("320800", 1), _act("320812", 2)]
    others = [_act("320000", 3), _act("440100", 4), _act(None, 5)]
    city = make_user("city", "320800", Auditor)
    assert _reasons(city) == ["第2次", "第1次"]
    assert all(place.code.startswith("3208") for place in places_of(city))
    assert entry_get(city, own[1].pk) == own[1]
    for entry in others:
        with pytest.raises(NotFoundError):
            entry_get(city, entry.pk)


def test_auditor_of_two_places_sees_both(divisions: None) -> None:
    from tests.factories.accounts import appoint

    both = make_user("both", "320812", Auditor)
    appoint(both, Auditor, "440100")
    for number, place in enumerate(("320812", "320813", "440106"), 1):
        _act(place, number)
    assert _reasons(both) == ["第3次", "第1次"]


def test_system_s_own_acts_are_shown_to_a_province(divisions: None, auditor: User) -> None:
    _act(None, 1)
    _act("320800", 2)
    assert _reasons(auditor) == ["第2次", "第1次"]
    assert _reasons(auditor, EntryFilter(place=SYSTEM_ONLY)) == ["第1次"]
    city = make_user("city", "320800", Auditor)
    assert _reasons(city, EntryFilter(place=SYSTEM_ONLY)) == []


def test_who_holds_no_permission_sees_nothing(clerk: User) -> None:
    entry = _act("320800")
    with pytest.raises(PermissionDeniedError):
        entry_page(clerk, EntryFilter())
    with pytest.raises(PermissionDeniedError):
        entry_get(clerk, entry.pk)
    with pytest.raises(PermissionDeniedError):
        entries_take(actor=clerk, asked=EntryFilter(), at=AT)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (EntryFilter(since=AT + timedelta(minutes=2)), [4, 3, 2]),
        (EntryFilter(until=AT + timedelta(minutes=2)), [1]),
        (EntryFilter(action="test.other"), [3]),
        (EntryFilter(place="320812"), [4]),
        (EntryFilter(place="320800"), [4, 3, 2, 1]),
        (EntryFilter(place="440100"), []),
        (EntryFilter(place="999999"), []),
        (EntryFilter(subject=("jurisdictions.jurisdiction", "320812")), [4]),
        (EntryFilter(actor="系统", action="test.act"), [4, 2, 1]),
        (EntryFilter(actor="系"), []),
    ],
)
def test_filters_narrow(auditor: User, asked: EntryFilter, found: list[int]) -> None:
    _act("320800", 1)
    _act("320800", 2)
    _act("320800", 3, "test.other")
    _act("320812", 4)
    assert _reasons(auditor, asked) == [f"第{number}次" for number in found]


def test_pages_go_back_and_forth_without_losing_or_repeating_a_row(auditor: User) -> None:
    # Two rows of every moment: the number tells them apart.
    for number in range(10):
        _act(("320800", "320812", "440100")[number % 3], number // 2)
    whole = [entry.pk for entry in entry_page(auditor, EntryFilter()).entries]
    seen: list[int] = []
    pages = []
    page = entry_page(auditor, EntryFilter(), limit=2)
    while True:
        pages.append(page)
        seen += [entry.pk for entry in page.entries]
        if page.older is None:
            break
        page = entry_page(auditor, EntryFilter(), before=page.older, limit=2)
    assert seen == whole
    assert pages[0].newer is None
    back = entry_page(auditor, EntryFilter(), after=pages[-1].newer, limit=2)
    assert back.entries == pages[-2].entries
    first = entry_page(auditor, EntryFilter(), after=pages[1].newer, limit=2)
    assert first.entries == pages[0].entries
    assert first.newer is None


def test_beyond_the_last_row_is_an_empty_page(auditor: User) -> None:
    _act("320800")
    page = entry_page(auditor, EntryFilter(), before=Cursor(AT - timedelta(days=1), 0))
    assert (page.entries, page.newer, page.older) == ((), None, None)


def test_rows_taken_out_leave_a_row(auditor: User) -> None:
    entry = _act("320800")
    asked = EntryFilter(place="320800", since=AT)
    assert entries_take(actor=auditor, asked=asked, at=AT) == (entry,)
    trace = AuditEntry.objects.get(action="audit.export")
    assert (trace.actor_id, trace.jurisdiction_code) == (auditor.pk, "320000")
    assert trace.after is not None
    assert trace.after["rows"] == 1
    assert trace.after["place"] == "320800"


def test_more_rows_than_a_sheet_s_worth_are_refused(
    auditor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "MOST_TAKEN", 1)
    _act("320800", 1)
    _act("320800", 2)
    with pytest.raises(TooLargeError, match="超过 1 条"):
        entries_take(actor=auditor, asked=EntryFilter(), at=AT)


def test_reveal_is_a_row_for_each_record_without_what_was_shown(administrator: User) -> None:
    place = Jurisdiction.objects.get(pk="320800")
    people = [make_user(f"person-{number}", "320800", Clerk) for number in range(2)]
    record_reveal(
        actor=administrator,
        subjects=people,
        fields=["证件号码"],
        jurisdiction=place,
        at=AT,
        purpose="核对身份",
        details={"rows": [3]},
    )
    traces = list(AuditEntry.objects.filter(action="personal_data.reveal"))
    assert [trace.subject_id for trace in traces] == [str(person.pk) for person in people]
    assert {trace.reason for trace in traces} == {"核对身份"}
    assert traces[0].after == {"fields": ["证件号码"], "rows": [3]}


@pytest.mark.parametrize("purpose", ["", " ", "-1", "2024-03", "……", "啊啊啊", "x"])
def test_reveal_for_no_stated_purpose_is_refused(administrator: User, purpose: str) -> None:
    place = Jurisdiction.objects.get(pk="320800")
    with pytest.raises(HengjiError) as told:
        record_reveal(
            actor=administrator, subjects=[administrator], fields=["证件号码"],
            jurisdiction=place, at=AT, purpose=purpose,
        )  # fmt: skip
    assert (told.value.code, told.value.field) == ("PURPOSE_MISSING", "purpose")
    assert not AuditEntry.objects.filter(action="personal_data.reveal").exists()


def test_entry_knows_its_request_and_whom_the_actor_stood_in_for(clerk: User) -> None:
    with answering(Request("abc", "10.0.0.8")):
        record(
            actor=clerk,
            action="test.act",
            subject=clerk,
            jurisdiction=clerk.jurisdiction,
            at=AT,
            on_behalf_of="王科长",
        )
    outside = _act("320800")
    entry = AuditEntry.objects.get(actor_id=clerk.pk)
    assert (entry.request_id, entry.address, entry.on_behalf_of) == ("abc", "10.0.0.8", "王科长")
    assert (outside.request_id, outside.address) == ("", "")
