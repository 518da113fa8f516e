"""The Word form of 000 附件3 as people fill it in → a specification."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hengji.core.documents.blocks import Block, Table
from hengji.core.documents.errors import DocumentError
from hengji.core.specifications.value import AssessmentSpec, Requirements
from hengji.core.specifications.wordtable import Content, read_content
from hengji.core.specifications.wordterms import read_examiners, read_terms

# The headings of 附件3 in their order, in the words that are used for each.
_HEADINGS = (
    ("definition", "(?:(?:专项职业)?能力)?定义"),
    ("audience", "(?:适用|适应)(?:对象|范围)"),
    ("content", "能力标准(?:[与和及](?:鉴定|考核)内容)?"),
    ("requirements", "(?:专项职业能力)?(?:鉴定|考核)要求"),
    ("entry", "(?:申报|报考)条件"),
    ("examiners", "考评(?:人)?员(?:构成|组成)"),
    ("terms", "(?:鉴定|考核)方式(?:[与和及、](?:鉴定|考核|考试)?时间)?"),
    ("venue", "(?:鉴定|考核)?(?:场所|场地)(?:[与和及、]?设备(?:设施)?)?(?:要求)?"),
)
_NUMBER = r"(?:[一二三四五六七八九]、|[(（][一二三四五六七八九\d][)）]|\d[.．、])"
_PATTERNS = tuple(
    (name, re.compile(rf"^(?P<number>{_NUMBER})?\s*{words}\s*(?P<colon>[:：])?\s*(?P<rest>.*)$"))
    for name, words in _HEADINGS
)
_TITLE = re.compile(r"^《?(?P<name>.*?)(?:专项职业能力)?考核规范》?$")
_LEVEL = re.compile(r"^等级[:：]\s*")


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
    content = read_content(parts.tables)
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
            found = _heading(line, at)
            if found is None:
                parts.lines[current].append(line)
                continue
            at, rest = found
            current = _HEADINGS[at][0]
            parts.lines[current] = [rest] if rest else []
    return parts


def _heading(line: str, after: int) -> tuple[int, str] | None:
    """Which later heading the line is, and what follows it on the line.

    Without a number or a colon it must be the heading alone: 定义 begins many sentences.
    """
    for place in range(after + 1, len(_PATTERNS)):
        found = _PATTERNS[place][1].match(line)
        if found and (not found["rest"] or found["number"] or found["colon"]):
            if found["rest"] and not (found["colon"] or line[found.start("rest") - 1].isspace()):
                continue
            return place, found["rest"]
    return None


def _assembled(parts: _Parts, content: Content) -> AssessmentSpec:
    def text(name: str) -> str:
        return "\n".join(parts.lines.get(name, ()))

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
    matches = (_TITLE.match(line) for line in head)
    return next((found["name"] for found in matches if found), "")


def _levels(head: list[str]) -> Iterator[str]:
    for line in head:
        found = _LEVEL.match(line)
        if found:
            yield line[found.end() :]
