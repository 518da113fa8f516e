"""``hengji audit``: taking the audit trail out, and verifying it without the system."""

import os
import time
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from hengji.core.audit.errors import AuditFileError
from hengji.core.audit.export import open_export
from hengji.core.audit.faults import Fault
from hengji.core.audit.heads import Head, read_heads
from hengji.core.audit.verify import Verifier
from hengji.faces.cli.database import SETTINGS, database
from hengji.platform.datadir import DataDir

_FILE = click.Path(path_type=Path, dir_okay=False)
_DAY = click.DateTime(formats=["%Y-%m-%d"])
LOCAL = ZoneInfo("Asia/Shanghai")
MOST_TOLD = 1000
"""Faults that are printed one by one; who has more needs no longer list."""


@click.group(short_help="审计日志：导出、核验")
def audit() -> None:
    """审计日志按地区成链：每条记录的哈希都包含前一条，改动、删除、插入都会被发现。"""


@audit.command("export")
@click.argument("file", type=_FILE)
@click.option("--jurisdiction", metavar="CODE", help="六位区划代码：只导出该地区及其下级")
@click.option("--from", "since", type=_DAY, metavar="YYYY-MM-DD", help="从哪一天起（含）")
@click.option("--until", type=_DAY, metavar="YYYY-MM-DD", help="到哪一天止（含）")
def export(
    file: Path, jurisdiction: str | None, since: datetime | None, until: datetime | None
) -> None:
    """导出到 FILE：首行是各链的链头，以后每行一条记录。导出本身也会留下记录。"""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    with database(DataDir.from_environment()):
        import django  # only now does the environment name the database

        django.setup()
        from hengji.platform.audit.export import Extent, trail_export
        from hengji.platform.errors import HengjiError

        extent = Extent(
            jurisdiction or "",
            _midnight(since.date()) if since else None,
            _midnight(until.date() + timedelta(days=1)) if until else None,
        )
        try:
            rows = trail_export(extent=extent, target=file, at=datetime.now(UTC))
        except HengjiError as error:
            raise click.ClickException(error.message) from error
    click.echo(f"已导出 {rows} 条记录到 {file}")


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=LOCAL)


@audit.command("verify")
@click.argument("export_file", type=_FILE, metavar="EXPORT", required=False)
@click.option("--heads", type=_FILE, help="另外保存的链头：每夜记下的文件，或较早的一次导出")
@click.option("--database", "in_database", is_flag=True, help="不用导出文件，在数据库里核验")
@click.pass_context
def verify(
    context: click.Context, export_file: Path | None, heads: Path | None, in_database: bool
) -> None:
    """核验导出文件 EXPORT。只用到这个文件：不需要数据库，也不需要本系统在运行。

    不给 --heads 时，只能发现对部分记录的改动；整条链被重算或末尾被截去，要与另外保存的链头
    比较才能发现。有问题时逐条指出，退出码为 1。
    """
    if (export_file is None) is not in_database:
        raise click.UsageError("请给出导出文件，或用 --database 在数据库里核验，二者取一。")
    began = time.monotonic()
    try:
        known = read_heads(heads) if heads else ()
        if export_file is None:
            links, bad = _verify_database(known)
        else:
            links, bad = _verify_file(export_file, known)
    except AuditFileError as error:
        raise click.ClickException(str(error)) from error
    seconds = time.monotonic() - began
    click.echo(f"核验 {links} 条，用时 {seconds:.1f} 秒，发现 {bad} 处问题")
    if not known:
        click.echo("没有与另外保存的链头比较（--heads）", err=True)
    if bad:
        context.exit(1)


def _verify_file(path: Path, known: tuple[Head, ...]) -> tuple[int, int]:
    export = open_export(path)
    click.echo(f"导出于 {export.header.at}，{len(export.header.stretches)} 条链")
    verifier = Verifier(export.header, known)
    bad = _tell(verifier.verify(export.lines()))
    return verifier.checked, bad


def _verify_database(known: tuple[Head, ...]) -> tuple[int, int]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    with database(DataDir.from_environment()):
        import django  # only now does the environment name the database

        django.setup()
        from hengji.platform.audit.check import chains_check
        from hengji.platform.database.guards import guard_faults

        checked = chains_check(known=known, at=datetime.now(UTC))
        unguarded = tuple(guard_faults("audit_"))
    return checked.links, _tell((*unguarded, *checked.faults))


def _tell(faults: Iterable[Fault | str]) -> int:
    count = 0
    for fault in faults:
        count += 1
        if count <= MOST_TOLD:
            click.echo(str(fault))
    return count
