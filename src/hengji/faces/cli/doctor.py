"""``hengji doctor``: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from hengji.faces.cli.database import SETTINGS, database
from hengji.platform.datadir import DataDir

if TYPE_CHECKING:  # models must not be imported before the database is known
    from hengji.platform.health.findings import Finding
    from hengji.platform.health.registry import Result

LABEL_WIDTH = 22


@click.command(short_help="检查本站的安装，指出问题与办法")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出，供监控程序读取")
def doctor(as_json: bool) -> None:
    """逐项检查本站的安装；有错误时退出码为 1。请使用与本站相同的环境变量。"""
    with contextlib.ExitStack() as stack:
        problem = _open_database(stack, DataDir.from_environment())
        results = _examined(problem)
    levels = [result.finding.level.value for result in results]
    if as_json:
        click.echo(json.dumps(_as_values(results), ensure_ascii=False, indent=2))
    else:
        for result in results:
            click.echo(_lines(result.check.label, result.finding))
        click.echo(
            f"\n共 {len(levels)} 项：错误 {levels.count('error')}，警告 {levels.count('warning')}"
        )
    sys.exit(1 if "error" in levels else 0)


def _open_database(stack: contextlib.ExitStack, data: DataDir) -> tuple[str, str] | None:
    """Reach the database for as long as ``stack`` lasts, or tell the problem and its remedy.

    Nothing is made: an examination leaves no trace.
    """
    made = any((data.home / name).exists() for name in ("postgres", "postgres-elsewhere"))
    if not made and not os.environ.get("DATABASE_URL"):
        return (
            f"{data.home} 中还没有数据库",
            "请运行 hengji run，或用 DATABASE_URL 指向已有的数据库。",
        )
    try:
        stack.enter_context(database(data))
    except click.ClickException as error:
        os.environ.pop("DATABASE_URL", None)  # what cannot be read must not stop the other checks
        return error.message, "请检查 DATABASE_URL、数据库服务是否在运行、网络与密码。"
    return None


def _examined(problem: tuple[str, str] | None) -> list[Result]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    from hengji.platform.health.findings import fault, fine
    from hengji.platform.health.registry import Check, Kind, Result, run_checks

    reached = fault(*problem) if problem else fine("已连接")
    connecting = Check("database", "数据库连接", Kind.INSTALLATION, lambda at: reached, False)
    results = run_checks(Kind.INSTALLATION, at=datetime.now(UTC), database=problem is None)
    results.sort(key=lambda result: result.check.needs_database)
    return [Result(connecting, reached, 0), *results]


def _as_values(results: list[Result]) -> list[dict[str, object]]:
    return [
        {
            "code": result.check.code,
            "label": result.check.label,
            "level": result.finding.level.value,
            "message": result.finding.message,
            "remedy": result.finding.remedy,
            "ms": result.ms,
        }
        for result in results
    ]


def _lines(label: str, finding: Finding) -> str:
    """A row of the table, and below it what to do."""
    padding = " " * max(0, LABEL_WIDTH - _width(label))
    margin = "\n" + " " * (LABEL_WIDTH + 8)
    text = f"{finding.level.label}    {label}{padding}" + finding.message.replace("\n", margin)
    return text + (f"{margin}怎么办：{finding.remedy}" if finding.remedy else "")


def _width(text: str) -> int:
    """In columns of a terminal, where a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
