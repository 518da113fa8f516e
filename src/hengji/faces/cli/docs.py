"""``hengji docs``: pages of the documentation that are written from the code."""

import os
from pathlib import Path

import click

from hengji.faces.cli.database import SETTINGS


@click.group()
def docs() -> None:
    """由程序写出的文档。"""


@docs.command("states")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("docs/reference/states.md"),
    show_default=True,
    help="写到哪个文件",
)
def states(out: Path) -> None:
    """写出全部状态表：状态图、每一步由谁办理、条件与必填项。"""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()
    from hengji.platform.states.document import state_document  # the tables are declared by now

    out.write_text(state_document(), encoding="utf-8")
    click.echo(f"已写入 {out}")
