"""An officer settles doubts, or opens one again. The list itself is never changed by it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from hengji.domains.catalogues.errors import (
    FindingStateError,
    NoSuchFindingError,
    SettlementError,
)
from hengji.domains.catalogues.models import FindingState, ListFinding, Resolution
from hengji.domains.catalogues.rules import SETTLE_FINDINGS, require_for_list
from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record

MOST_AT_ONCE = 200
LONGEST_REASON = 500


@transaction.atomic
def findings_settle(
    *, actor: User, finding_ids: Collection[int], resolution: str, reason: str, at: datetime
) -> int:
    """Settle all of these doubts alike, or none; how many there were.

    Raises `NoSuchFindingError`, `PermissionDeniedError`, `SettlementError`, and `FindingStateError`
    where another officer was faster.
    """
    findings = _locked(finding_ids)
    _require(actor, findings)
    if resolution not in Resolution.values:
        raise SettlementError("RESOLUTION_MISSING", "请选择处理结论。", field="resolution")
    reason = _reason(reason)
    for finding in findings:
        if finding.state != FindingState.OPEN:
            raise FindingStateError(
                "FINDING_SETTLED",
                f"“{finding}”已由{finding.settled_by}处理，没有改动；请刷新页面后再选。",
            )
        finding.state = FindingState.SETTLED
        finding.resolution, finding.reason = resolution, reason
        finding.settled_by, finding.settled_at = actor, at
        _save(finding, actor, "处理疑点", at, before=FindingState.OPEN)
    return len(findings)


@transaction.atomic
def finding_reopen(*, actor: User, finding_id: int, reason: str, at: datetime) -> None:
    """Take a settlement back; the audit trail keeps it. Raises as `findings_settle` does."""
    (finding,) = findings = _locked([finding_id])
    _require(actor, findings)
    reason = _reason(reason)
    if finding.state != FindingState.SETTLED:
        raise FindingStateError("FINDING_OPEN", f"“{finding}”尚未处理，不需要重新打开。")
    finding.state = FindingState.OPEN
    finding.resolution = finding.reason = ""
    finding.settled_by = finding.settled_at = None
    _save(finding, actor, "重新打开疑点", at, before=FindingState.SETTLED, why=reason)


def _locked(finding_ids: Collection[int]) -> list[ListFinding]:
    """In the order of their ids, so that two officers never wait for each other."""
    wanted = set(finding_ids)
    if not wanted:
        raise SettlementError("NOTHING_CHOSEN", "请先勾选要处理的疑点。", field="findings")
    if len(wanted) > MOST_AT_ONCE:
        raise SettlementError(
            "TOO_MANY", f"一次最多处理 {MOST_AT_ONCE} 条，请分批。", field="findings"
        )
    found = list(
        ListFinding.objects.select_for_update(of=("self",))
        .filter(pk__in=wanted, edition__is_current=True)
        .select_related("edition__published__jurisdiction", "settled_by")
        .order_by("pk")
    )
    if len(found) != len(wanted):
        raise NoSuchFindingError
    return found


def _require(actor: User, findings: Sequence[ListFinding]) -> None:
    for published in {finding.edition.published for finding in findings}:
        require_for_list(actor, SETTLE_FINDINGS, published)


def _reason(text: str) -> str:
    text = text.strip()
    if not text:
        raise SettlementError("REASON_MISSING", "请写明处理理由。", field="reason")
    if len(text) > LONGEST_REASON:
        raise SettlementError(
            "REASON_TOO_LONG",
            f"理由最多 {LONGEST_REASON} 字，现有 {len(text)} 字。",
            field="reason",
        )
    return text


def _save(
    finding: ListFinding, actor: User, action: str, at: datetime, *, before: str, why: str = ""
) -> None:
    finding.save(update_fields=("state", "resolution", "reason", "settled_by", "settled_at"))
    record(
        actor=actor,
        action=action,
        subject=finding,
        jurisdiction=finding.edition.published.jurisdiction,
        at=at,
        before={"state": before},
        after={"state": finding.state, "resolution": finding.resolution},
        reason=why or finding.reason,
    )
