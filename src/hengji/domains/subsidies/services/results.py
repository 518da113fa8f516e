"""Keeping what a job has found, in the transaction that marks the job as done."""

from datetime import datetime
from pathlib import Path, PurePath

from django.db import connection

from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.packs.registry import get_pack
from hengji.domains.subsidies.events import RUN_DONE
from hengji.domains.subsidies.files import RESULT, SHEET
from hengji.domains.subsidies.models import AdjudicationRun, ClaimDecision, RunTotal
from hengji.domains.subsidies.queries.titles import Title, titles_of
from hengji.domains.subsidies.services.decide import BULK, PLAIN, REPORT, Results
from hengji.domains.subsidies.services.inspection import Inspection, keep
from hengji.platform.files.models import FileRecord
from hengji.platform.files.purposes import Purpose
from hengji.platform.files.services import file_store_path
from hengji.platform.outbox.services import publish
from hengji.platform.states.services import transition_apply

_CHUNK = 1 << 20
_COPY = (
    "COPY subsidies_claimdecision (run_id, row, claim_id, decision, fen, fail, unknown)"
    " FROM STDIN (FORMAT csv)"
)


def sheet_keep(*, run_id: int, found: Inspection, at: datetime) -> None:
    """A large sheet has been read: its run waits to be confirmed."""
    run = _locked(run_id)
    keep(run, found)
    transition_apply(run, "read", actor=None, at=at)


def results_keep(*, run_id: int, results: Results, at: datetime) -> None:
    """Replace the run's decisions, totals and files, and mark it done: all of it, or nothing."""
    run = _locked(run_id)
    ClaimDecision.objects.filter(run=run).delete()
    with (
        results.path(BULK).open("rb") as stream,
        connection.cursor() as cursor,
        cursor.copy(_COPY) as copy,
    ):
        while block := stream.read(_CHUNK):
            copy.write(block)
    _keep_totals(run, results)
    run.fail_codes, run.unknown_names = list(results.fail_codes), list(results.unknown_names)
    run.formats_kept = results.formats_kept
    stem = PurePath(run.source.original_name).stem
    workbook = results.workbook
    transition_apply(
        run,
        "decide",
        actor=None,
        at=at,
        told={"decided": results.decided, "pack_hash": run.pack_hash},
        workbook=_store(run, SHEET, workbook, f"{stem}-核定结果{workbook.suffix}", at),
        decisions_file=_store(run, RESULT, results.path(PLAIN), f"{stem}-决定.csv", at),
        report_file=_store(run, RESULT, results.path(REPORT), f"{stem}-汇总.csv", at),
        decided_at=at,
    )
    publish(
        event=RUN_DONE,
        subject=run,
        jurisdiction=run.jurisdiction,
        payload={"decided": results.decided, "rows": run.rows, "pack_hash": run.pack_hash},
        at=at,
    )


def _locked(run_id: int) -> AdjudicationRun:
    return (
        AdjudicationRun.objects.select_for_update(of=("self",))
        .select_related("source", "jurisdiction", "submitted_by")
        .get(pk=run_id)
    )


def _keep_totals(run: AdjudicationRun, results: Results) -> None:
    pack = get_pack(run.pack_id)
    titles = titles_of(Ruleset(pack, {one["name"] for one in run.columns}))
    run.totals.all().delete()
    RunTotal.objects.bulk_create(
        RunTotal(
            run=run,
            place=place,
            kind=one.kind,
            code=one.code,
            title=named.title,
            clause=named.clause,
            quote=named.quote,
            claims=one.claims,
            fen=one.fen,
        )
        for place, one in enumerate(results.totals)
        for named in [titles.get(one.code, Title(one.title, one.clause))]
    )


def _store(
    run: AdjudicationRun, purpose: Purpose, path: Path, name: str, at: datetime
) -> FileRecord:
    return file_store_path(
        actor=run.submitted_by,
        jurisdiction=run.jurisdiction,
        purpose=purpose,
        name=name,
        path=path,
        at=at,
        subject=run,
    )
