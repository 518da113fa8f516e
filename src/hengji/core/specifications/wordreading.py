"""The Word form of 000 附件3 as people fill it in → a specification."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hengji.core.documents.blocks import Block, Table
from hengji.core.documents.errors import DocumentError
from hengji.core.specifications.value import AssessmentSpec, Requirements
from hengji.core.specifications.wordmarks import HEADINGS, LEVEL, heading, joined
from hengji.core.specifications.wordtable import Content, read_content
from hengji.core.specifications.wordterms import read_examiners, read_terms

_TITLE = re.compile(r"^《?(?P<name>.*?)(?:专项职业能力)?考核规范》?$")


@dataclass
class _Parts:
    """The lines under each heading, the tables, and what stands before the first heading."""

    lines: dict[str, list[str]] = field(default_factory=lambda: {"head": []})
    tables: list[Table] = field(default_factory=list)


def specification_of(blocks: Iterable[Block]) -> AssessmentSpec:
    """The specification; parts that the document leaves out are empty.

    Raises DocumentError when there is neither a heading nor the table of the form.
    """
    parts = _parted(blocks)
    # Some print 能力名称 and 职业领域 on a line above the table: a row of one cell.
    above = Table(tuple((line,) for line in parts.lines.get("content", ())))
    content = read_content((above, *parts.tables))
    if len(parts.lines) == 1 and not content.found:
        raise DocumentError(
            "NOT_A_SPECIFICATION",
            "没有认出考核规范；请使用技术规程附件3的格式，保留“一、定义”等标题和工作任务的表格",
        )
    return _assembled(parts, content)


def _parted(blocks: Iterable[Block]) -> _Parts:
    parts = _Parts()
    current, at = "head", -1
    for block in blocks:
        if isinstance(block, Table):
            parts.tables.append(block)
            continue
        for line in filter(None, map(str.strip, block.text.split("\n"))):
            found = heading(line, at)
            if found is None:
                parts.lines[current].append(line)
                continue
            at, rest = found
            current = HEADINGS[at]
            parts.lines[current] = [rest] if rest else []
    return parts


def _assembled(parts: _Parts, content: Content) -> AssessmentSpec:
    def text(name: str) -> str:
        return joined(parts.lines.get(name, ()))

    method, minutes, theory, flags = read_terms(parts.lines.get("terms", []))
    return AssessmentSpec(
        name=content.name if content.name is not None else _name_in(parts.lines["head"]),
        occupation=content.occupation,
        definition=text("definition"),
        audience=text("audience"),
        tasks=content.tasks,
        requirements=Requirements(
            entry=text("entry"),
            examiners=read_examiners(parts.lines.get("examiners", [])),
            method=method,
            duration_minutes=minutes,
            theory=theory,
            venue=text("venue"),
        ),
        flags=flags,
        level=next(_levels(parts.lines["head"]), ""),
    )


def _name_in(head: list[str]) -> str:
    """The name out of the title 《……专项职业能力考核规范》, where the table does not give it."""
    matches = (_TITLE.match(joined([line])) for line in head)
    return next((found["name"] for found in matches if found), "")


def _levels(head: list[str]) -> Iterator[str]:
    for line in head:
        found = LEVEL.match(line)
        if found:
            yield line[found.end() :]
