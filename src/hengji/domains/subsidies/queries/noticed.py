"""The approved claims of a run as they are put before the public, and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, IntegerField, QuerySet, Sum
from django.db.models.functions import Cast

from hengji.core.adjudication.verdict import Decision, yuan_text
from hengji.domains.subsidies.models import AdjudicationRun, ClaimDecision, ClaimHold, RunClearance
from hengji.domains.subsidies.queries.claims import all_person_codes
from hengji.platform.notices.models import NoticeRow, PublicNotice
from hengji.platform.notices.queries.office import notice_on
from hengji.platform.notices.services.drafting import Line
from hengji.platform.notices.states import State as NoticeState

COLUMNS = ("申领编号", "证件号码", "金额（元）")


def approved_of(run: AdjudicationRun) -> "QuerySet[ClaimDecision]":
    """The approved claims that no upheld objection holds back, or not any more."""
    held = set(run.holds.unreleased().values_list("row", flat=True))
    approved = run.decisions.filter(decision=Decision.APPROVED)
    return approved.none() if None in held else approved.exclude(row__in=held)


def payable(run: AdjudicationRun) -> dict[str, int]:
    """How many claims may be paid, and their sum in fen: those that nothing holds back.

    Only what stood on a concluded notice counts, for a whole period: a claim that a correction
    left out, and that was released before its end, waits for a notice of its own.
    """
    shown = (
        NoticeRow.objects.filter(
            notice__subject_type=run._meta.label_lower,
            notice__subject_id=str(run.pk),
            notice__state=NoticeState.CONCLUDED,
        )
        .order_by()
        .values(number=Cast("key", IntegerField()))
    )
    found = approved_of(run).filter(row__in=shown)
    return found.aggregate(claims=Count("row"), fen=Sum("fen", default=0))


def notice_lines(run: AdjudicationRun) -> Iterator[Line]:
    """One line a claim, its row in the sheet as the key. The notice covers the identity codes."""
    codes = all_person_codes(run)
    for one in approved_of(run).order_by("row").iterator():
        yield str(one.row), (one.claim_id, codes.get(one.row, ""), yuan_text(one.fen))


@dataclass(frozen=True)
class Publicity:
    """Where a run is with the public."""

    notice: PublicNotice | None
    holds: tuple[ClaimHold, ...]
    clearance: RunClearance | None


def publicity_of(run: AdjudicationRun) -> Publicity:
    """The latest notice on the run, the claims held back or let go, and what is cleared."""
    return Publicity(
        notice=notice_on(run),
        holds=tuple(run.holds.select_related("release__released_by")),
        clearance=RunClearance.objects.filter(run=run).select_related("notice").first(),
    )
