"""hengji catalogue: published lists → rows, doubts, comparisons."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from hengji.core.catalogues.files import write_catalogue
from hengji.core.catalogues.findings import find_faults
from hengji.core.catalogues.merging import merge
from hengji.core.catalogues.model import CROSSWALK, LIST_TITLES, Catalogue, Finding
from hengji.core.catalogues.reading import read_catalogue
from hengji.core.documents.errors import DocumentError
from hengji.core.documents.reading import read_blocks
from hengji.faces.cli.catalogue_diff import crosswalk, diff

_FILE = click.Path(path_type=Path)
_SEVERITY = {"error": "错误", "warning": "存疑", "note": "提示"}


@click.group(help="公布的目录：导入、比较、新旧对照")
def catalogue() -> None:
    """The group of commands on published lists."""


catalogue.add_command(diff)
catalogue.add_command(crosswalk)


@catalogue.command("import", help="读入通知或表格，写出 entries.csv、crosswalk.csv、findings.json")
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE...")
@click.option("--out", required=True, type=_FILE, metavar="DIR", help="写到哪个文件夹")
def import_(files: Sequence[Path], out: Path) -> None:
    """Reads every file; exit 2 if no list was found at all, 1 if some file had none."""
    read: list[tuple[str, Catalogue]] = []
    failed = False
    for path in files:
        try:
            found = read_catalogue(read_blocks(path))
        except DocumentError as error:
            click.echo(f"{path.name}：{error}", err=True)
            failed = True
            continue
        for heading in found.unrecognised:
            click.echo(f"{path.name}：有一张表不是已知目录，没有导入（{heading}）", err=True)
        if not found.list_ids:
            click.echo(f"{path.name}：没有认出任何目录；{_expected()}", err=True)
            failed = True
            continue
        read.append((path.name, found))
    if not read:
        sys.exit(2)
    try:
        merged = merge(read)
    except DocumentError as error:
        raise click.ClickException(str(error)) from error
    findings = find_faults(merged)
    write_catalogue(out, merged.entries, merged.crosswalk, findings)
    _report(merged, findings, out)
    sys.exit(1 if failed else 0)


def _expected() -> str:
    return "请确认文件里有目录的表格和表头（例如：序号、能力名称、职业领域、能力定义）"


def _report(merged: Catalogue, findings: Sequence[Finding], out: Path) -> None:
    rows = Counter(entry.list_id for entry in merged.entries)
    for list_id in merged.list_ids:
        size = f"{len(merged.crosswalk)} 对" if list_id == CROSSWALK else f"{rows[list_id]} 行"
        severities: Counter[str] = Counter(f.severity for f in findings if f.list_id == list_id)
        doubts = "，".join(
            f"{label} {severities[key]}" for key, label in _SEVERITY.items() if severities[key]
        )
        click.echo(
            f"{list_id:24}{size:>8}  {LIST_TITLES[list_id]}{f'（{doubts}）' if doubts else ''}"
        )
    click.echo(f"已写入 {out}")
