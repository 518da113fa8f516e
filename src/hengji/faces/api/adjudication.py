"""Adjudication runs of the actor's division."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema

from hengji.domains.subsidies import api
from hengji.platform.accounts.models import User
from hengji.platform.errors import PermissionDeniedError

router = Router(tags=["补贴核定"])


class Run(Schema):
    """One sheet of claims under one notice."""

    id: int
    file: str
    notice: str
    division: str
    stage: str
    rows: int | None
    uploaded_at: datetime
    decided_at: datetime | None


class Runs(Schema):
    """One page of runs, the latest first."""

    rows: list[Run]
    total: int
    page: int
    pages: int


class Decision(Schema):
    """One claim's decision with the codes behind it; money is fen."""

    row: int
    claim_id: str
    decision: str
    fen: int
    failed: list[str]
    unknown: list[str]


class Decisions(Schema):
    """One page of decisions in the sheet's order."""

    rows: list[Decision]
    total: int
    page: int
    pages: int


@router.get("runs", response=Runs, summary="核定列表")
def runs(request: HttpRequest, name: str = "", page: int = 1) -> Runs:
    """The runs that the actor may see."""
    found = api.runs_page(_actor(request), name=name, page=str(page))
    return Runs(
        rows=[_run(one) for one in found],
        total=found.paginator.count,
        page=found.number,
        pages=found.paginator.num_pages,
    )


@router.get("runs/{int:run_id}", response=Run, summary="一次核定")
def run(request: HttpRequest, run_id: int) -> Run:
    """One run; 404 for another division's."""
    return _run(api.run_get(_actor(request), run_id))


@router.get("runs/{int:run_id}/decisions", response=Decisions, summary="核定结果")
def decisions(
    request: HttpRequest, run_id: int, decision: str = "", code: str = "", page: int = 1
) -> Decisions:
    """The decisions with the codes of the clauses behind them."""
    one = api.run_get(_actor(request), run_id)
    found = api.decisions_page(
        one, api.totals_of(one), decision=decision, code=code, page=str(page)
    )
    return Decisions(
        rows=[
            Decision(
                row=row.row,
                claim_id=row.claim_id,
                decision=row.decision,
                fen=row.fen,
                failed=[clause.code for clause in row.failed],
                unknown=[name.code for name in row.unknown],
            )
            for row in found.rows
        ],
        total=found.page.paginator.count,
        page=found.page.number,
        pages=found.page.paginator.num_pages,
    )


def _run(one: api.AdjudicationRun) -> Run:
    return Run(
        id=one.pk,
        file=one.source.original_name,
        notice=one.pack_number,
        division=one.jurisdiction.code,
        stage=one.stage,
        rows=one.rows,
        uploaded_at=one.uploaded_at,
        decided_at=one.decided_at,
    )


def _actor(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDeniedError("SIGN_IN_FIRST", "请先登录。")
    return request.user
