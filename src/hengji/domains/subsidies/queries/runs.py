"""Runs and decisions as the pages show them: never more than the actor's own division."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import F, Q, QuerySet

from hengji.core.adjudication.verdict import Decision
from hengji.domains.subsidies.errors import NoSuchDecisionError, NoSuchRunError
from hengji.domains.subsidies.models import (
    AdjudicationRun,
    ClaimDecision,
    ReadFault,
    RunTotal,
    TotalKind,
)
from hengji.domains.subsidies.models.runs import at_stage
from hengji.domains.subsidies.queries.packs import person_input
from hengji.domains.subsidies.rules import VIEW_RUNS
from hengji.domains.subsidies.states import Stage
from hengji.platform.accounts.models import User
from hengji.platform.paging import ListPaginator
from hengji.platform.permissions import require

RUNS_A_PAGE, ROWS_A_PAGE, FAULTS_A_PAGE = 20, 50, 50


def runs_page(
    actor: User, *, stage: Stage | None = None, name: str = "", page: str = "1"
) -> "Page[AdjudicationRun]":
    """The runs of the actor's division and of those below it, the latest first."""
    return ListPaginator(runs_matching(actor, stage=stage, name=name), RUNS_A_PAGE).get_page(page)


def runs_matching(
    actor: User, *, stage: Stage | None = None, name: str = ""
) -> "QuerySet[AdjudicationRun]":
    """The same without pages, for a file."""
    found = _visible(actor)
    if stage is not None:
        found = found.filter(at_stage(stage))
    if name:
        found = found.filter(source__original_name__icontains=name)
    return found


def run_get(actor: User, run_id: int) -> AdjudicationRun:
    """One run with everything that its page names. Raises `NoSuchRunError`."""
    run = _visible(actor).filter(pk=run_id).first()
    if run is None:
        raise NoSuchRunError
    return run


def _visible(actor: User) -> "QuerySet[AdjudicationRun]":
    require(actor, VIEW_RUNS, None)
    return AdjudicationRun.objects.visible_to(actor, VIEW_RUNS).select_related(
        "jurisdiction", "source", "job", "job__actor", "uploaded_by", "submitted_by", "reviewed_by"
    )


@dataclass(frozen=True)
class PreviewRow:
    """A row of the sheet as far as the pack knows its columns."""

    row: int
    cells: tuple[str, ...]


def preview_of(run: AdjudicationRun, revealed: Mapping[int, str]) -> tuple[PreviewRow, ...]:
    """The first rows; identity codes are covered but for those in ``revealed``, by row."""
    person = person_input(run.pack_id)
    place = next((at for at, one in enumerate(run.columns) if one["name"] == person), None)
    rows = []
    for row, *cells in run.preview:
        if place is not None and row in revealed:
            cells[place] = revealed[row]
        rows.append(PreviewRow(row, tuple(cells)))
    return tuple(rows)


def faults_page(run: AdjudicationRun, page: str = "1") -> "Page[ReadFault]":
    """The cells that cannot be read, in the sheet's order."""
    return ListPaginator(run.faults.order_by("row", "id"), FAULTS_A_PAGE).get_page(page)


@dataclass(frozen=True)
class Totals:
    """What a run came to, in the pack's order."""

    decisions: tuple[RunTotal, ...]
    failed: tuple[RunTotal, ...]
    unknown: tuple[RunTotal, ...]

    @property
    def by_kind(self) -> tuple[tuple[str, tuple[RunTotal, ...]], ...]:
        """The clauses under a heading each, those that reject first."""
        return (("不符合", self.failed), ("待定", self.unknown))

    def claims(self, decision: str) -> int:
        """How many claims were decided so."""
        return sum(one.claims for one in self.decisions if one.code == decision)


def totals_of(run: AdjudicationRun) -> Totals:
    """The stored totals; those of clauses that nobody failed are left out."""
    every = list(run.totals.all())

    def kind(wanted: TotalKind) -> tuple[RunTotal, ...]:
        return tuple(one for one in every if one.kind == wanted)

    return Totals(
        kind(TotalKind.DECISION),
        tuple(one for one in kind(TotalKind.FAILED) if one.claims),
        kind(TotalKind.UNKNOWN),
    )


@dataclass(frozen=True)
class DecisionRow:
    """One decision with the clauses behind it."""

    row: int
    claim_id: str
    decision: Decision
    fen: int
    failed: tuple[RunTotal, ...]
    unknown: tuple[RunTotal, ...]
    held: bool
    """Whether an upheld objection holds the claim back."""


@dataclass(frozen=True)
class DecisionsPage:
    """A page of decisions: where it stands, and its rows."""

    page: "Page[ClaimDecision]"
    rows: tuple[DecisionRow, ...]


def decisions_page(
    run: AdjudicationRun,
    totals: Totals,
    *,
    decision: str = "",
    code: str = "",
    claim: str = "",
    page: str = "1",
) -> DecisionsPage:
    """The decisions in the workbook's order.

    ``code`` is a clause's or a missing input's; ``claim`` a claim's number or how it begins.
    """
    found = _decisions(run, decision, code, claim)
    shown = ListPaginator(found, ROWS_A_PAGE).get_page(page)
    held = _held_among(run, [one.row for one in shown.object_list])
    rows = tuple(_row(run, one, totals, one.row in held) for one in shown.object_list)
    return DecisionsPage(shown, rows)


def decisions_matching(
    run: AdjudicationRun, *, decision: str = "", code: str = "", claim: str = ""
) -> tuple[int, Iterator[DecisionRow]]:
    """How many decisions fit, and they themselves, for a file."""
    found, totals = _decisions(run, decision, code, claim), totals_of(run)
    held = set(run.holds.unreleased().values_list("row", flat=True))  # None holds every row
    return found.count(), (
        _row(run, one, totals, None in held or one.row in held) for one in found.iterator(2000)
    )


def _decisions(
    run: AdjudicationRun, decision: str, code: str, claim: str
) -> "QuerySet[ClaimDecision]":
    found = run.decisions.order_by("row")
    if decision in set(Decision):
        found = found.filter(decision=decision)
    if code:
        found = _with_code(run, found, code)
    if claim:
        found = found.filter(claim_id__startswith=claim)
    return found


def _with_code(
    run: AdjudicationRun, found: "QuerySet[ClaimDecision]", code: str
) -> "QuerySet[ClaimDecision]":
    for field, names in (("fail", run.fail_codes), ("unknown", run.unknown_names)):
        if code in names:
            bit = 1 << names.index(code)
            # The mask that is not empty, said by itself, opens the index of the few that have one.
            return found.exclude(**{field: 0}).alias(hit=F(field).bitand(bit)).exclude(hit=0)
    return found.none()


def decision_get(run: AdjudicationRun, row: int) -> DecisionRow:
    """The decision on one row of the workbook. Raises `NoSuchDecisionError`."""
    found = run.decisions.filter(row=row).first()
    if found is None:
        raise NoSuchDecisionError(row)
    return _row(run, found, totals_of(run), bool(_held_among(run, [row])))


def _held_among(run: AdjudicationRun, rows: Sequence[int]) -> set[int]:
    """Those of ``rows`` that an upheld objection holds back; one without a row holds them all."""
    found = (
        run.holds.unreleased().filter(Q(row=None) | Q(row__in=rows)).values_list("row", flat=True)
    )
    held = set(found)
    return set(rows) if None in held else {row for row in held if row is not None}


def _row(run: AdjudicationRun, one: ClaimDecision, totals: Totals, held: bool) -> DecisionRow:
    return DecisionRow(
        one.row,
        one.claim_id,
        Decision(one.decision),
        one.fen,
        _behind(run.fail_codes, one.fail, totals.failed),
        _behind(run.unknown_names, one.unknown, totals.unknown),
        held,
    )


def _behind(names: Sequence[str], mask: int, totals: Sequence[RunTotal]) -> tuple[RunTotal, ...]:
    codes = {name for place, name in enumerate(names) if mask >> place & 1}
    return tuple(one for one in totals if one.code in codes)
