"""Settling doubts: who may, in which state, and what is kept of it."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from hengji.config.roles import Clerk
from hengji.domains.catalogues.errors import (
    FindingStateError,
    NationalListError,
    NoSuchFindingError,
    SettlementError,
)
from hengji.domains.catalogues.models import Edition, FindingState, ListFinding
from hengji.domains.catalogues.queries.findings import (
    FindingFilter,
    finding_detail,
    finding_page,
    list_tallies,
)
from hengji.domains.catalogues.services.settle import finding_reopen, findings_settle
from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.errors import NotFoundError, PermissionDeniedError
from hengji.platform.jurisdictions import loading
from hengji.platform.states.errors import TransitionRefusedError
from tests.factories.accounts import make_user
from tests.factories.catalogues import AT, load, small_packs

pytestmark = pytest.mark.django_db


def _doubt(
    list_id: str = "huaian-specialties", code: str = "INVENTED", row: int | None = 1
) -> ListFinding:
    return ListFinding.objects.create(
        edition=Edition.objects.get(published_id=list_id, is_current=True),
        row=row, severity="warning", code=code, message="疑点", suggestion="核对",
    )  # fmt: skip


def _settle(actor: User, *findings: ListFinding, **others: str) -> int:
    asked = {"resolution": "confirmed", "reason": "已核对纸质原件"} | others
    return findings_settle(
        actor=actor, finding_ids=[one.pk for one in findings], at=AT, **asked
    )  # fmt: skip


def test_several_doubts_are_settled_at_once_and_audited(small: None, clerk: User) -> None:
    findings = [_doubt(), _doubt("huaian-crosswalk")]
    assert _settle(clerk, *findings) == 2
    for finding in findings:
        finding.refresh_from_db()
        assert (finding.state, finding.resolution) == (FindingState.SETTLED, "confirmed")
        assert (finding.settled_by, finding.settled_at) == (clerk, AT)
        (entry,) = AuditEntry.objects.filter(subject_id=str(finding.pk))
        assert entry.action == "catalogues.finding.confirmed"
        assert (entry.reason, entry.jurisdiction_code) == ("已核对纸质原件", "320800")
        assert entry.before == {"state": "open"}


def test_superior_settles_what_a_city_may(small: None, province: User) -> None:
    assert _settle(province, _doubt()) == 1


def test_auditor_sees_and_does_not_settle(small: None, auditor: User) -> None:
    finding = _doubt()
    assert finding_page(auditor, FindingFilter()).total > 0
    with pytest.raises(PermissionDeniedError):
        _settle(auditor, finding)


def test_other_city_finds_no_such_doubt(small: None, stranger: User) -> None:
    finding = _doubt()
    with pytest.raises(NotFoundError):
        _settle(stranger, finding)
    with pytest.raises(NoSuchFindingError):
        finding_detail(stranger, finding.pk)
    assert not finding_page(stranger, FindingFilter(list_id="huaian-specialties")).rows


def test_one_doubt_of_another_city_among_many_settles_none(small: None, clerk: User) -> None:
    own, foreign = _doubt(), _doubt("sichuan-managed")
    with pytest.raises(NotFoundError):
        _settle(clerk, own, foreign)
    own.refresh_from_db()
    assert own.state == FindingState.OPEN


def test_national_list_is_seen_by_all_and_settled_by_a_province(
    small: None, clerk: User, province: User
) -> None:
    finding = _doubt("evaluation-bodies")
    row, _ = finding_detail(clerk, finding.pk)
    assert not row.may_settle
    with pytest.raises(NationalListError):
        _settle(clerk, finding)
    assert _settle(province, finding) == 1


@pytest.mark.parametrize(
    ("others", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"reason": "长" * 501}, "reason"),
        ({"resolution": ""}, "resolution"),
        ({"resolution": "whatever"}, "resolution"),
    ],
)
def test_incomplete_settlement_is_told_by_field(
    small: None, clerk: User, others: dict[str, str], field: str
) -> None:
    with pytest.raises(SettlementError) as told:
        _settle(clerk, _doubt(), **others)
    assert told.value.field == field


def test_nothing_chosen_is_told(small: None, clerk: User) -> None:
    with pytest.raises(SettlementError, match="勾选"):
        _settle(clerk)


def test_settled_doubt_is_not_settled_again(small: None, clerk: User, administrator: User) -> None:
    finding = _doubt()
    _settle(administrator, finding)
    with pytest.raises(FindingStateError, match=str(administrator)):
        _settle(clerk, finding, reason="另一个理由")
    finding.refresh_from_db()
    assert finding.reason == "已核对纸质原件"


def test_reopened_doubt_keeps_its_history(small: None, clerk: User) -> None:
    finding = _doubt()
    _settle(clerk, finding)
    finding_reopen(actor=clerk, finding_id=finding.pk, reason="核错了行", at=AT)
    row, panel = finding_detail(clerk, finding.pk)
    assert row.state == FindingState.OPEN
    assert [(line.label, line.remark) for line in panel.history] == [
        ("确认原文有误", "已核对纸质原件"),
        ("重新打开", "核错了行"),
    ]
    with pytest.raises(TransitionRefusedError):
        finding_reopen(actor=clerk, finding_id=finding.pk, reason="再来", at=AT)


def test_tallies_count_by_severity_and_state(small: None, clerk: User) -> None:
    before = {one.list_id: one for one in list_tallies(clerk)}["huaian-specialties"]
    _settle(clerk, _doubt())
    _doubt(code="SECOND")
    after = {one.list_id: one for one in list_tallies(clerk)}["huaian-specialties"]
    assert after.settled == before.settled + 1
    assert after.warnings == before.warnings + 1
    assert after.open == before.open + 1


def test_staff_see_own_and_national_lists(small: None, clerk: User, stranger: User) -> None:
    assert {one.list_id for one in list_tallies(stranger)} == {"evaluation-bodies"}
    assert {one.place for one in list_tallies(clerk)} == {"淮安市", "全国"}


def test_half_a_settlement_is_refused_by_the_database(small: None) -> None:
    finding = _doubt()
    with pytest.raises(DatabaseError, match="finding_settled_all_or_none"), transaction.atomic():
        ListFinding.objects.filter(pk=finding.pk).update(state=FindingState.SETTLED)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_one_settles_and_one_is_told() -> None:
    loading.load()
    load(small_packs())
    officers = [make_user(f"officer-{n}", "320800", Clerk) for n in (1, 2)]
    finding = _doubt()
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def settle(officer: User) -> None:
        try:
            start.wait(10)
            _settle(officer, finding, reason=officer.username)
            outcomes.append("settled")
        except FindingStateError as error:
            outcomes.append(error.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=settle, args=(officer,)) for officer in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    finding.refresh_from_db()
    assert sorted(outcomes)[0] == "settled"
    assert f"已由{finding.settled_by}处理" in sorted(outcomes)[1]
    assert AuditEntry.objects.filter(subject_id=str(finding.pk)).count() == 1


def test_page_of_doubts_stands_in_the_order_of_the_print_with_the_codes_of_its_list(
    small: None, clerk: User
) -> None:
    for code, row in (("LATER", 2), ("FIRST", 1), ("WHOLE", None)):
        _doubt(code=code, row=row)
    page = finding_page(clerk, FindingFilter(list_id="huaian-specialties"))
    rows = [(one.row or 10**9, one.code) for one in page.rows]
    assert rows == sorted(rows)
    assert {"FIRST", "LATER", "WHOLE"} <= set(page.codes)
    assert set(page.codes) == set(
        ListFinding.objects.filter(
            edition__published_id="huaian-specialties", edition__is_current=True
        ).values_list("code", flat=True)
    )
    only = finding_page(clerk, FindingFilter(code="FIRST"))
    assert [one.code for one in only.rows] == ["FIRST"]
