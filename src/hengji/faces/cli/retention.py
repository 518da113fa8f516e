"""``hengji retention``: what is due to go, and letting it go."""

import os
from datetime import UTC, datetime

import click

from hengji.faces.cli.database import SETTINGS, database
from hengji.platform.datadir import DataDir


@click.command(short_help="到期数据：查看、清理")
@click.option("--run", "remove", is_flag=True, help="现在就清理；每夜也会自动清理")
def retention(remove: bool) -> None:
    """列出到期可清理的数据：每种几条、保留多少天、为什么。不加 --run 时不改动任何数据。"""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    with database(DataDir.from_environment()):
        import django  # only now does the environment name the database

        django.setup()
        from hengji.platform.retention.services import retention_due, retention_run

        work = retention_run if remove else retention_due
        found = work(at=datetime.now(UTC))
    for one in found:
        told = "已清理" if remove else "到期"
        more = "以上" if one.is_behind else ""
        click.echo(
            f"{told} {one.rows} 条{more}  {one.rule.label}（保留 {one.rule.kept_days} 天："
            f"{one.rule.reason}）"
        )
