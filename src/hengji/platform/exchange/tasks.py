"""The background work: long lists out, sheets in."""

from django.utils import timezone

from hengji.platform.exchange.exporting import export_spec, export_write
from hengji.platform.exchange.ledger import import_finish, import_rows
from hengji.platform.exchange.models import ExportRun
from hengji.platform.jobs.kinds import Outcome, declare_kind
from hengji.platform.jobs.run import Run


def write_export(job: Run) -> Outcome:
    """Write the rows as they are now; who has lost the permission meanwhile gets none."""
    run = ExportRun.objects.select_related("actor", "jurisdiction").get(pk=job.params["export_id"])
    spec = export_spec(run.actor, run.spec)
    rows = spec.rows(run.actor, run.filters)
    job.progress(0, rows.total, "写出文件")
    file = export_write(
        run,
        spec,
        rows,
        timezone.now(),
        lambda done: job.progress(min(done, rows.total), rows.total),
    )

    def save() -> None:
        ExportRun.objects.filter(pk=run.pk).update(file=file, rows=rows.total)

    return Outcome(f"已导出 {rows.total} 行", result=file, save=save)


def put_in(job: Run) -> Outcome:
    """Put the good rows in, some at a time; what an earlier execution did is not done again."""
    batch_id = job.params["batch_id"]
    told = import_rows(batch_id, timezone.now, job.progress)
    return Outcome(told, save=lambda: import_finish(batch_id=batch_id, at=timezone.now()))


EXPORT = declare_kind("exchange.export", "导出列表", write_export)
IMPORT = declare_kind(
    "exchange.import",
    "导入列表",
    put_in,
    when_cancelled="已导入的行会保留，其余的可以再次提交。",
)
