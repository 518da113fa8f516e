"""``hengji docs``: pages of the documentation that are written from the code."""

import os
from collections.abc import Callable
from pathlib import Path

import click

from hengji.core.specifications.document import check_document
from hengji.faces.cli.database import SETTINGS


@click.group()
def docs() -> None:
    """由程序写出的文档。"""


def _out(default: str) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    return click.option(
        "--out",
        type=click.Path(path_type=Path, dir_okay=False),
        default=Path("docs/reference") / default,
        show_default=True,
        help="写到哪个文件",
    )


@docs.command("states")
@_out("states.md")
def states(out: Path) -> None:
    """写出全部状态表：状态图、每一步由谁办理、条件与必填项。"""
    _setup()
    from hengji.platform.states.document import state_document  # the tables are declared by now

    _write(out, state_document())


@docs.command("permissions")
@_out("permissions.md")
def permissions(out: Path) -> None:
    """写出角色与权限对照表。"""
    _setup()
    from hengji.platform.permissions.document import permission_document  # roles are read by now

    _write(out, permission_document())


@docs.command("retention")
@_out("retention.md")
def retention(out: Path) -> None:
    """写出哪些数据到期清理、保留多少天、为什么。"""
    _setup()
    from hengji.platform.retention.document import retention_document  # the rules are read by now

    _write(out, retention_document())


@docs.command("specification-checks")
@_out("specification-checks.md")
def specification_checks(out: Path) -> None:
    """写出考核规范的全部检查项：代码、轻重、条款、要求。"""
    _write(out, check_document())


def _setup() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()


def _write(out: Path, text: str) -> None:
    out.write_text(text, encoding="utf-8")
    click.echo(f"已写入 {out}")
