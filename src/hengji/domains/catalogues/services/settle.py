"""An officer settles doubts, or opens one again. The list itself is never changed by it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from hengji.domains.catalogues.errors import (
    FindingStateError,
    NoSuchFindingError,
    SettlementError,
)
from hengji.domains.catalogues.events import FINDING_REOPENED, FINDING_SETTLED
from hengji.domains.catalogues.models import FindingState, ListFinding, Resolution
from hengji.domains.catalogues.rules import SETTLE_FINDINGS, require_for_list
from hengji.platform.accounts.models import User
from hengji.platform.outbox.services import publish
from hengji.platform.states.services import transitions_apply

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
    transitions_apply(
        findings,
        resolution,
        actor=actor,
        at=at,
        remark=reason,
        resolution=resolution,
        reason=reason,
        settled_by=actor,
        settled_at=at,
    )
    for finding in findings:
        _tell(FINDING_SETTLED, finding, at, resolution=resolution)
    return len(findings)


@transaction.atomic
def finding_reopen(*, actor: User, finding_id: int, reason: str, at: datetime) -> None:
    """Take a settlement back; the audit trail keeps it. Raises as `findings_settle` does."""
    findings = _locked([finding_id])
    _require(actor, findings)
    settled_by = findings[0].settled_by_id
    transitions_apply(
        findings,
        "reopen",
        actor=actor,
        at=at,
        remark=_reason(reason),
        resolution="",
        reason="",
        settled_by=None,
        settled_at=None,
    )
    _tell(FINDING_REOPENED, findings[0], at, settled_by=settled_by, reopened_by=actor.pk)


def _locked(finding_ids: Collection[int]) -> list[ListFinding]:
    """By edition and id, so that two officers at once never each wait for the other.

    Who settled one is not joined: after a wait PostgreSQL reads only the locked row anew.
    """
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
        .select_related("edition__published__jurisdiction")
        .order_by("edition_id", "pk")
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


def _tell(event: str, finding: ListFinding, at: datetime, **payload: object) -> None:
    place = finding.edition.published.jurisdiction
    publish(event=event, subject=finding, jurisdiction=place, payload=payload, at=at)
