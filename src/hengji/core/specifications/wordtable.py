"""The table of 能力标准与鉴定内容 in the Word form (000 规程 三(三)), however it was merged."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from hengji.core.documents.blocks import Table
from hengji.core.specifications.value import WorkTask
from hengji.core.specifications.wordlists import read_items, read_task, read_weight
from hengji.core.text import squeeze

_COLUMNS = (
    ("task", re.compile("工作(?:任务|内容)")),
    ("criteria", re.compile("操作(?:规范|标准)")),
    ("knowledge", re.compile("相关知识|知识要求")),
    ("weight", re.compile("(?:考核|鉴定)?(?:比重|权重).{0,3}")),
)
_NAME = re.compile(r"\s*(?:专项职业)?能力名称\s*[:：]?\s*(?P<value>.*)", re.S)
_OCCUPATION = re.compile(r"\s*职业领域\s*[:：]?\s*(?P<value>.*)", re.S)
_BOTH = re.compile(r"(?P<name>\s*(?:专项职业)?能力名称.*?)\s+(?P<occupation>职业领域.*)", re.S)
_SUM = {"合计", "总计", "小计"}
Row = tuple[str | None, ...]


@dataclass(frozen=True)
class Content:
    """What the tables say; ``name`` is None where none prints 能力名称."""

    found: bool = False
    name: str | None = None
    occupation: str = ""
    tasks: tuple[WorkTask, ...] = ()


def read_content(tables: Iterable[Table]) -> Content:
    """The rows of all tables together: one that was parted at the turn of a page goes on."""
    content = Content()
    places: dict[str, int] = {}
    for table in tables:
        for row in table.rows:
            if _is_heading(row):
                content = _with_heading(content, row)
            elif columns := _columns(row):
                content, places = replace(content, found=True), columns
            elif places or _looks_like_task(row):
                places = places or {name: place for place, (name, _) in enumerate(_COLUMNS)}
                content = _with_row(content, row, places)
    return content


def _is_heading(row: Row) -> bool:
    return any(cell and _NAME.match(cell) for cell in row)


def _with_heading(content: Content, row: Row) -> Content:
    """能力名称 and 职业领域 in one merged cell, in two, or each beside its value."""
    cells = [cell.strip() for cell in row if cell and cell.strip()]
    if not any(_OCCUPATION.match(cell) for cell in cells):
        cells = [part for cell in cells for part in _parted(cell)]
    name, occupation = content.name, content.occupation
    for place, cell in enumerate(cells):
        beside = cells[place + 1] if place + 1 < len(cells) else ""
        if found := _NAME.match(cell):
            name = _value(found, beside, _OCCUPATION)
        elif found := _OCCUPATION.match(cell):
            occupation = _value(found, beside, _NAME)
    return replace(content, found=True, name=name, occupation=occupation)


def _parted(cell: str) -> tuple[str, ...]:
    both = _BOTH.match(cell)
    return (both["name"], both["occupation"]) if both else (cell,)


def _value(found: re.Match[str], beside: str, other: re.Pattern[str]) -> str:
    """What follows the words in their cell; else what the next cell holds."""
    text = found["value"] or ("" if other.match(beside) else beside)
    return "".join(line.strip() for line in text.split("\n"))


def _columns(row: Row) -> dict[str, int]:
    """Which column holds what, if this is the row that says so."""
    found = {}
    for place, cell in enumerate(row):
        for name, words in _COLUMNS:
            if words.fullmatch(squeeze(cell or "")):
                found[name] = place
    return found if {"task", "criteria"} <= found.keys() else {}


def _looks_like_task(row: Row) -> bool:
    """A form whose header rows were deleted: four columns, the last one a weight."""
    return len(row) == len(_COLUMNS) and read_weight(row[-1] or "") is not None


def _with_row(content: Content, row: Row, places: dict[str, int]) -> Content:
    def cell(name: str) -> str:
        place = places.get(name, len(row))
        return (row[place] or "").strip() if place < len(row) else ""

    if not any((text or "").strip() for text in row) or squeeze(cell("task")) in _SUM:
        return content
    task = WorkTask(
        task=read_task(cell("task")),
        criteria=read_items(cell("criteria")),
        knowledge=read_items(cell("knowledge")),
        weight=read_weight(cell("weight")),
    )
    goes_on = not cell("task") and (task.weight is None or content.tasks[-1:] == ())
    if goes_on and content.tasks:
        last = content.tasks[-1]
        joined = replace(
            last,
            criteria=last.criteria + task.criteria,
            knowledge=last.knowledge + task.knowledge,
        )
        return replace(content, found=True, tasks=(*content.tasks[:-1], joined))
    return replace(content, found=True, tasks=(*content.tasks, task))
