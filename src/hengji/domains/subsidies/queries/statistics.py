"""What the adjudication runs of a place came to, summed up from their stored totals."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from hengji.core.adjudication.verdict import Decision
from hengji.domains.subsidies.models import (
    AdjudicationRun,
    ClaimDecision,
    ClaimHold,
    RunTotal,
    TotalKind,
)
from hengji.domains.subsidies.states import State
from hengji.platform.accounts.models import User
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.statistics import counted

COUNTED = (State.DONE, State.CONFIRMED)
"""Nothing is paid by a run that was returned; the same claims are handed in once more."""
CLAUSES = 10


@dataclass(frozen=True)
class MonthTally:
    """The claims decided in one way in one month, and what was granted to them, in fen."""

    month: datetime
    decision: Decision
    claims: int
    fen: int


@dataclass(frozen=True)
class HeldTally:
    """Of the claims approved in one month, those that an upheld objection holds back, in fen."""

    month: datetime
    claims: int
    fen: int


@dataclass(frozen=True)
class ClauseTally:
    """How many claims one clause of one notice has rejected."""

    title: str
    clause: str
    notice: str
    claims: int


def decisions_by_month(actor: User, place: Jurisdiction, since: datetime) -> tuple[MonthTally, ...]:
    """By the month in which their run was decided, from ``since`` on; a month without is absent."""
    found = (
        _totals(actor, place, since, TotalKind.DECISION)
        .filter(code__in=[one.value for one in Decision])  # rows that were not read have none
        .annotate(month=TruncMonth("run__decided_at"))
        .values("month", "code")
        .annotate(Sum("claims"), Sum("fen"))
        .order_by("month", "code")
    )
    return tuple(
        MonthTally(one["month"], Decision(one["code"]), one["claims__sum"], one["fen__sum"])
        for one in found
    )


def held_by_month(actor: User, place: Jurisdiction, since: datetime) -> tuple[HeldTally, ...]:
    """By the month in which their run was decided; only runs with a hold are looked into."""
    holds = ClaimHold.objects.unreleased().filter(run__in=_runs(actor, place, since))
    naming = holds.filter(Q(row=None) | Q(row=OuterRef("row")), run=OuterRef("run"))
    found = (
        ClaimDecision.objects.filter(
            Exists(naming), run__in=holds.values("run"), decision=Decision.APPROVED
        )
        .annotate(month=TruncMonth("run__decided_at"))
        .values("month")
        .annotate(claims=Count("row"), paid=Sum("fen"))
        .order_by("month")
    )
    return tuple(HeldTally(one["month"], one["claims"], one["paid"]) for one in found)


def rejecting_clauses(actor: User, place: Jurisdiction, since: datetime) -> tuple[ClauseTally, ...]:
    """The `CLAUSES` that reject the most claims, the most first."""
    found = (
        _totals(actor, place, since, TotalKind.FAILED)
        .filter(claims__gt=0)
        .values("title", "clause", "run__pack_number")
        .annotate(Sum("claims"))
        .order_by("-claims__sum", "title", "run__pack_number")
    )
    return tuple(
        ClauseTally(one["title"], one["clause"], one["run__pack_number"], one["claims__sum"])
        for one in found[:CLAUSES]
    )


def _totals(
    actor: User, place: Jurisdiction, since: datetime, kind: TotalKind
) -> "QuerySet[RunTotal]":
    return RunTotal.objects.filter(run__in=_runs(actor, place, since), kind=kind)


def _runs(actor: User, place: Jurisdiction, since: datetime) -> "QuerySet[AdjudicationRun]":
    runs = counted(AdjudicationRun.objects.all(), actor, place)
    return runs.filter(state__in=COUNTED, decided_at__gte=since)
