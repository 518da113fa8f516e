"""hengji specification: check and convert 考核规范."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from hengji.core.documents.errors import DocumentError
from hengji.core.packs.registry import all_entries
from hengji.core.specifications.lint import Finding, Occupations, lint
from hengji.core.specifications.reading import read_specification
from hengji.core.specifications.value import AssessmentSpec
from hengji.core.specifications.wordform import write_docx
from hengji.core.specifications.yamlform import write_json, write_yaml

UNREADABLE = 2
_FILE = click.Path(path_type=Path)
_SEVERITY = {"error": "错误", "warning": "提醒"}
_WRITERS: dict[str, Callable[[AssessmentSpec], bytes]] = {
    "docx": write_docx,
    "yaml": write_yaml,
    "json": write_json,
}


@click.group(help="考核规范：对照技术规程检查，转换格式")
def specification() -> None:
    """The group of commands on specifications."""


@specification.command("lint", help="对照技术规程检查；有错误时退出码为 1，文件读不了时为 2")
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON：一个文件一个对象，多个文件为列表")
def lint_(files: Sequence[Path], as_json: bool) -> None:
    """Checks every file; exit 2 if one could not be read, else 1 if one has an error."""
    occupations = Occupations.of(all_entries())
    found: list[tuple[Path, tuple[Finding, ...]]] = []
    for path in files:
        try:
            found.append((path, lint(_read(path), occupations)))
        except DocumentError as error:
            click.echo(f"{path.name}：{error}", err=True)
    if as_json:
        _print_json(found, several=len(files) > 1)
    else:
        for path, findings in found:
            _print(path, findings)
    if len(found) < len(files):
        sys.exit(UNREADABLE)
    sys.exit(any(one.severity == "error" for _, findings in found for one in findings))


@specification.command("convert", help="转换为 Word（附件3格式）、YAML 或 JSON")
@click.argument("file", type=_FILE, metavar="FILE")
@click.option("--to", "form", required=True, type=click.Choice(list(_WRITERS)), help="写成什么")
@click.option("-o", "--out", required=True, type=_FILE, metavar="OUT", help="写到哪个文件")
def convert(file: Path, form: str, out: Path) -> None:
    """Reads the file and writes it in another form."""
    out.write_bytes(_WRITERS[form](_read(file)))
    click.echo(f"已写入 {out}")


def _read(path: Path) -> AssessmentSpec:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError("UNREADABLE", f"打不开文件：{error.strerror}") from error
    return read_specification(path.name, data)


def _print_json(found: Sequence[tuple[Path, Sequence[Finding]]], *, several: bool) -> None:
    told = [
        {"file": str(path), "findings": [vars(finding) for finding in findings]}
        for path, findings in found
    ]
    if told:
        whole = told if several else told[0]
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))


def _print(path: Path, findings: Sequence[Finding]) -> None:
    counts: Counter[str] = Counter(one.severity for one in findings)
    total = "，".join(f"{label} {counts[key]}" for key, label in _SEVERITY.items() if counts[key])
    click.echo(f"{path.name}：{total or '没有发现问题'}")
    for one in findings:
        click.echo(f"  {_SEVERITY[one.severity]}  {one.path}  {one.code}")
        click.echo(f"        {one.message}（{one.clause}）")
