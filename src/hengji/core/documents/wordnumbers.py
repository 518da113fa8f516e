"""The numbers that Word shows before a paragraph but does not store as text.

The 序号 column of a published list is often numbered so; without this it would read as empty.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = "〇一二三四五六七八九"


@dataclass(frozen=True)
class _Level:
    start: int
    form: str  # w:numFmt, such as decimal
    text: str  # w:lvlText, such as "%1." or "%1.%2"


class Numbering:
    """Counts the numbered paragraphs of one document in their order."""

    def __init__(self, document: Document) -> None:
        self._levels = _read_levels(document)
        self._styles = _styles(document)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def next_label(self, paragraph: BaseOxmlElement) -> str:
        """The number before this paragraph as Word shows it, or "" when it has none."""
        number, depth = self._reference(paragraph)
        levels = self._levels.get(number)
        if levels is None or depth not in levels:
            return ""
        counts = self._counts[number]
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            level = int(match.group(1)) - 1
            if level not in levels:
                return ""
            return _format(counts.get(level, levels[level].start), levels[level].form)

        if levels[depth].form == "bullet":
            return ""
        return re.sub(r"%([1-9])", shown, levels[depth].text)

    def _reference(self, paragraph: BaseOxmlElement) -> tuple[str, int]:
        """The list and the depth that the paragraph, or else its style, names."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "", 0
        own = _num_pr(properties)
        if own is not None:
            return own
        style = properties.find(f"{_W}pStyle")
        return self._styles.get("" if style is None else style.get(f"{_W}val", ""), ("", 0))


def _num_pr(properties: BaseOxmlElement) -> tuple[str, int] | None:
    number = properties.find(f"{_W}numPr/{_W}numId")
    if number is None:
        return None
    depth = properties.find(f"{_W}numPr/{_W}ilvl")
    return number.get(f"{_W}val", ""), 0 if depth is None else int(depth.get(f"{_W}val", 0))


def _styles(document: Document) -> dict[str, tuple[str, int]]:
    found = {}
    for style in document.styles.element.findall(f"{_W}style"):
        properties = style.find(f"{_W}pPr")
        reference = None if properties is None else _num_pr(properties)
        if reference is not None:
            found[style.get(f"{_W}styleId", "")] = reference
    return found


def _read_levels(document: Document) -> dict[str, dict[int, _Level]]:
    """List id → depth → how it counts; an empty mapping when the document has no lists."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    abstract = {
        item.get(f"{_W}abstractNumId", ""): _levels_of(item)
        for item in root.findall(f"{_W}abstractNum")
    }
    lists = {}
    for item in root.findall(f"{_W}num"):
        reference = item.find(f"{_W}abstractNumId")
        levels = dict(abstract.get("" if reference is None else reference.get(f"{_W}val", ""), {}))
        for override in item.findall(f"{_W}lvlOverride"):
            start = override.find(f"{_W}startOverride")
            depth = int(override.get(f"{_W}ilvl", 0))
            if start is not None and depth in levels:
                old = levels[depth]
                levels[depth] = _Level(int(start.get(f"{_W}val", 1)), old.form, old.text)
        lists[item.get(f"{_W}numId", "")] = levels
    return lists


def _levels_of(abstract: BaseOxmlElement) -> dict[int, _Level]:
    def value(level: BaseOxmlElement, name: str, default: str) -> str:
        found = level.find(f"{_W}{name}")
        return default if found is None else found.get(f"{_W}val", default)

    return {
        int(level.get(f"{_W}ilvl", 0)): _Level(
            int(value(level, "start", "1")),
            value(level, "numFmt", "decimal"),
            value(level, "lvlText", ""),
        )
        for level in abstract.findall(f"{_W}lvl")
    }


def _format(number: int, form: str) -> str:
    """The forms that notices use; any other is shown in digits."""
    if form.startswith("chinese") or form == "japaneseCounting":
        return _chinese(number)
    if form == "lowerLetter" and number <= 26:
        return chr(ord("a") + number - 1)
    if form == "upperLetter" and number <= 26:
        return chr(ord("A") + number - 1)
    return f"{number:02}" if form == "decimalZero" else str(number)


def _chinese(number: int) -> str:
    """1–99 as 一 … 九十九; beyond, digit by digit."""
    if number > 99:
        return "".join(_CHINESE[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _CHINESE[tens] + "十"
    return head + (_CHINESE[ones] if ones else "")
