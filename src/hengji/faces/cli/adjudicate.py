"""``hengji adjudicate``: a workbook of claims in, decisions out."""

import sys
from pathlib import Path
from typing import Self

import click

from hengji.core.adjudication.bulk import (
    Outcome,
    calculator,
    decide_file,
    write_decisions,
    write_errors,
    write_report,
)
from hengji.core.adjudication.template import write_claims_template
from hengji.core.adjudication.verdict import DECISION_LABELS, Decision, yuan_text
from hengji.core.packs.registry import get_pack

_FILE = click.Path(path_type=Path, dir_okay=False)
_OTHER_WORKBOOKS = frozenset({".xls", ".xlsm", ".xlsb", ".ods", ".et"})
_SHOWN = 20
_STEPS = 8


@click.command()
@click.option("--pack", "pack_id", default="huaian-2024", show_default=True, help="政策包")
@click.option("-o", "--output", type=_FILE, help="结果文件（.csv 或 .xlsx）")
@click.option("--report", type=_FILE, help="汇总（.json 或 .csv）：各决定、各条款的件数与金额")
@click.option("--template", is_flag=True, help="写出申领表模板（.xlsx）")
@click.option("--officer-columns", is_flag=True, help="模板含经办人核实的栏目")
@click.argument("claims", required=False, type=_FILE)
def adjudicate(
    pack_id: str,
    output: Path | None,
    report: Path | None,
    template: bool,
    officer_columns: bool,
    claims: Path | None,
) -> None:
    """按政策包核定 CLAIMS（.csv 或 .xlsx）中的每件申领。

    读不出的行写入结果旁的 .errors.csv，不影响其他行。
    """
    pack = get_pack(pack_id)
    if template:
        target = output or claims or Path(f"{pack_id}-template.xlsx")
        write_claims_template(pack, target, optional=officer_columns)
        click.echo(f"模板已写入 {target}")
        return
    if claims is None:
        raise click.UsageError("请给出申领表，或用 --template 写出模板")
    if output is None:
        raise click.UsageError("请用 -o 指定结果文件")
    errors = output.with_name(output.stem + ".errors.csv")
    _check_targets(claims, output, errors, report)
    with calculator() as connection, _Steps(_STEPS) as steps:
        outcome = decide_file(connection, pack, claims, steps.start)
        steps.start("写出结果")
        output.parent.mkdir(parents=True, exist_ok=True)
        write_decisions(connection, outcome, output)
    if report is not None:
        report.parent.mkdir(parents=True, exist_ok=True)
        write_report(outcome, pack, report)
    _summarise(outcome, output, errors)


def _check_targets(claims: Path, output: Path, errors: Path, report: Path | None) -> None:
    """No file is written over the claims or over another of the results."""
    if output.suffix.lower() in _OTHER_WORKBOOKS:
        raise click.UsageError(f"不能写 {output.suffix} 文件；结果请写成 .xlsx 或 .csv")
    used = {claims.resolve()}
    for path in filter(None, (output, errors, report)):
        if path.resolve() in used:
            raise click.UsageError(f"{path} 既要读又要写，或要写两次；请换一个文件名，什么都没有写")
        used.add(path.resolve())


class _Steps:
    """A progress bar over named steps, on the terminal only: a log needs none."""

    def __init__(self, length: int) -> None:
        self._bar = click.progressbar(length=length, label="核定", file=sys.stderr, width=24)
        self._visible = sys.stderr.isatty()

    def __enter__(self) -> Self:
        if self._visible:
            self._bar.__enter__()
        return self

    def __exit__(self, *raised: object) -> None:
        if self._visible:
            self._bar.render_finish()

    def start(self, step: str) -> None:
        """Says what is being done now; the steps before it are done."""
        if self._visible:
            self._bar.label = step
            self._bar.update(1)


def _summarise(outcome: Outcome, output: Path, errors: Path) -> None:
    for one in outcome.totals:
        if one.kind == "decision" and one.code in set(Decision):
            label = DECISION_LABELS[Decision(one.code)]
            click.echo(f"{label}\t{one.claims} 件\t{yuan_text(one.fen)} 元")
    click.echo(f"结果已写入 {output}")
    loaded = outcome.loaded
    if loaded.columns.absent:
        click.echo(f"缺少栏目，按未知处理：{'、'.join(loaded.columns.absent)}", err=True)
    if loaded.columns.ignored:
        click.echo(f"未使用的栏目：{'、'.join(loaded.columns.ignored)}", err=True)
    if not outcome.bad_cells:
        errors.unlink(missing_ok=True)  # an earlier run's errors are mended
        return
    write_errors(outcome, errors)
    for cell in outcome.bad_cells[:_SHOWN]:
        click.echo(f"第{cell.row}行“{cell.column}”：{cell.message}", err=True)
    more = len(outcome.bad_cells) - _SHOWN
    if more > 0:
        click.echo(f"……另有{more}处", err=True)
    click.echo(f"{len(loaded.bad_rows)} 行未核定，原因见 {errors}", err=True)
