"""``hengji packs``: what policy packs there are, and whether they are sound."""

from pathlib import Path

import click

from hengji.core.adjudication.check import check_pack
from hengji.core.packs.registry import BUILT_IN, all_packs, pack_folders

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.group()
def packs() -> None:
    """政策包：公开通知中的目录、数字和规则。"""


@packs.command("list")
def list_packs() -> None:
    """列出政策包。"""
    for pack in all_packs():
        rules = (
            len(pack.adjudication.rules) + len(pack.adjudication.quotas) if pack.adjudication else 0
        )
        click.echo(f"{pack.id}\t{pack.number}\t{pack.title}")
        for one in pack.lists:
            click.echo(f"  {one.id}\t{one.rows} 行\t{one.title}")
        if rules:
            click.echo(f"  规则 {rules} 条，解释口径 {len(pack.interpretations)} 条")


@packs.command("check")
@click.option("--sources", type=_FOLDER, help="通知原文所在的文件夹：核对引文与目录逐行一致")
@click.option("--packs", "root", type=_FOLDER, default=BUILT_IN, help="政策包所在的文件夹")
@click.pass_context
def check(context: click.Context, sources: Path | None, root: Path) -> None:
    """逐包检查：结构、类型、日期、引文、示例；有错时指出文件、行和改法。"""
    failed = False
    for folder in pack_folders(root):
        faults = check_pack(folder, sources)
        failed = failed or bool(faults)
        click.echo(f"{folder.name}\t{'有误' if faults else '通过'}")
        for fault in faults:
            click.echo(f"  {folder.name}/{fault}")
    if sources is None:
        click.echo("未给出 --sources，没有核对引文与目录原文", err=True)
    if failed:
        context.exit(1)
