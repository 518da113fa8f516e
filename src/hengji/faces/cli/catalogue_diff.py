"""hengji catalogue diff and crosswalk: two editions, old and current occupations."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import click

from hengji.core.catalogues.crosswalk import look_up
from hengji.core.catalogues.diff import Change, compare
from hengji.core.catalogues.files import ENTRIES, PAIRS, entry_record, read_crosswalk, read_entries
from hengji.core.catalogues.model import LIST_TITLES, CrosswalkPair, Entry
from hengji.core.documents.errors import DocumentError

_FILE = click.Path(path_type=Path)
_KINDS = {"added": "新增", "removed": "删除", "changed": "变更", "renumbered": "改号"}
_COLUMNS = {
    "code": "编码",
    "name": "名称",
    "scope": "工种",
    "marks": "标识",
    "starred": "星号",
    "class": "类别",
    "levels": "等级",
    "occupation": "职业领域",
    "definition": "定义",
    "certificate": "证书",
    "tags": "类型",
    "printed_seq": "序号",
}
_TROUBLE = 2


@click.command(help="比较两版目录（entries.csv 或导入结果的文件夹）")
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def diff(old: Path, new: Path, *, as_json: bool) -> None:
    """Prints every difference; exit 2 where a file cannot be read."""
    try:
        changes = compare(read_entries(_file(old, ENTRIES)), read_entries(_file(new, ENTRIES)))
    except DocumentError as error:
        click.echo(str(error), err=True)
        sys.exit(_TROUBLE)
    if as_json:
        click.echo(
            json.dumps([_record(change) for change in changes], ensure_ascii=False, indent=1)
        )
        return
    if not changes:
        click.echo("两版没有差别")
    for line in _table(changes):
        click.echo(line)


@click.command(help="新旧职业对照：按编码或名称，双向查找")
@click.argument("folder", type=_FILE, metavar="DIR")
@click.argument("asked", metavar="CODE|NAME")
def crosswalk(folder: Path, asked: str) -> None:
    """Prints what replaced the asked occupation and what it replaced; exit 1 if nothing did."""
    try:
        found = look_up(read_crosswalk(_file(folder, PAIRS)), asked)
    except DocumentError as error:
        click.echo(str(error), err=True)
        sys.exit(_TROUBLE)
    if not found.replaced_by and not found.stands_for:
        click.echo(f"对照表里没有“{asked}”；请核对编码（可带连字符）或名称", err=True)
        sys.exit(1)
    _print_pairs(f"“{asked}”作为旧职业，现为：", found.replaced_by, now=True)
    _print_pairs(f"“{asked}”作为现行职业，曾为：", found.stands_for, now=False)


def _file(path: Path, name: str) -> Path:
    return path / name if path.is_dir() else path


def _print_pairs(heading: str, pairs: Sequence[CrosswalkPair], *, now: bool) -> None:
    if not pairs:
        return
    click.echo(heading)
    for pair in pairs:
        sides = (
            (pair.code_now, pair.name_now, pair.class_now),
            (pair.code_old, pair.name_old, pair.class_old),
        )
        (code, name, rate_class), (other_code, other_name, _) = sides if now else sides[::-1]
        shown = f"{rate_class}类" if rate_class else "类别未写"
        click.echo(f"  {code}\t{name}\t{shown}\t←→ {other_code} {other_name}\t{pair.case}")


def _record(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind,
        "list": change.list_id,
        "old": entry_record(change.old) if change.old else None,
        "new": entry_record(change.new) if change.new else None,
        "fields": [
            {"field": name, "old": before, "new": after} for name, before, after in change.fields
        ],
    }


def _table(changes: Sequence[Change]) -> Iterator[str]:
    for list_id in dict.fromkeys(change.list_id for change in changes):
        own = [change for change in changes if change.list_id == list_id]
        counts = "，".join(
            f"{label} {count}"
            for kind, label in _KINDS.items()
            if (count := sum(change.kind == kind for change in own))
        )
        yield f"{LIST_TITLES.get(list_id, list_id)}（{list_id}）：{counts}"
        for change in own:
            if change.kind != "renumbered":
                yield f"  {_KINDS[change.kind]}\t{_place(change)}\t{_fields(change)}".rstrip()
        yield from _renumbered(change for change in own if change.kind == "renumbered")


def _place(change: Change) -> str:
    entry = change.entry
    return " ".join(filter(None, (f"第{entry.row}行", entry.printed_seq, entry.code, _name(entry))))


def _name(entry: Entry) -> str:
    return f"{entry.name}（{entry.scope}）" if entry.scope else entry.name


def _fields(change: Change) -> str:
    return "；".join(
        f"{_COLUMNS[name]}：“{before}”→“{after}”" for name, before, after in change.fields
    )


def _renumbered(changes: Iterable[Change]) -> Iterator[str]:
    """Rows that moved on by the same number stand on one line: one insertion moves hundreds."""
    run: list[Change] = []
    ordered = list(changes)
    for change, following in pairwise([*ordered, None]):
        if change is None:
            break
        run.append(change)
        if following is None or _shift(following) != _shift(change):
            first, last = run[0].fields[0], run[-1].fields[0]
            numbers = f"{first[1]}→{first[2]}"
            if len(run) > 1:
                numbers += f" …… {last[1]}→{last[2]}"
            yield f"  改号\t{numbers}（{len(run)}行）"
            run = []


def _shift(change: Change) -> int | None:
    _, before, after = change.fields[0]
    digits = before.lstrip("Z"), after.lstrip("Z")
    return int(digits[1]) - int(digits[0]) if all(map(str.isdigit, digits)) else None
