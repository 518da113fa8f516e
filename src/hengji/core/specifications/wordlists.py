"""The cells of the Word form: numbered tasks, numbered items, weights; written and read."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from hengji.core.specifications.places import chinese_number
from hengji.core.text import narrow, squeeze

CONTINUED = "\u3000\u3000"
"""Begins a line that goes on with the item above it, as an indented one does in print."""

_TASK_NUMBER = re.compile(
    r"^(?:[(（](?:[一二三四五六七八九十]{1,4}|\d{1,3})[)）]|[一二三四五六七八九十]{1,4}、"
    r"|\d{1,3}(?:[．、]|\.(?!\d)))\s*"
)
_CIRCLED = {chr(ord("①") + place): place + 1 for place in range(20)}
# 1. 1． 1、 (1) （1） 1) ①; a form often has a bare 3……
_ITEM_NUMBER = re.compile(
    r"^(?:(?P<number>\d{1,3})(?P<mark>[.．、)）]|(?=…))"
    r"|[(（](?P<inner>\d{1,3})[)）]|(?P<circled>[①-⑳]))\s*"
)
_BULLET = re.compile(r"^[•●◆■▪○·]\s*")
# Items typed one behind another on a line: “1.能……；2.能……”.
_INLINE = re.compile(r"(?<=[；;。])\s*(?=(\d{1,2})[.、](?!\d))")
_PERCENT = re.compile(r"([+-]?\d{1,6}(?:\.\d{1,4})?)%?")


def task_text(place: int, task: str) -> str:
    """The task with its number, counted from 0: （一）和面."""
    return f"（{chinese_number(place + 1)}）{task}"


def read_task(cell: str) -> str:
    """The task without its number; a narrow column breaks it into lines."""
    whole = "".join(line.strip() for line in cell.split("\n"))
    return _TASK_NUMBER.sub("", whole, count=1).strip()


def items_text(items: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of a cell, each item with its number; its further lines stand in."""
    lines: list[str] = []
    for number, item in enumerate(items, 1):
        first, *more = item.split("\n")
        # The full-width stop keeps the number apart from an item that begins with a figure.
        lines += [f"{number}．{first}", *(CONTINUED + line for line in more)]
    return tuple(lines)


def read_items(cell: str) -> tuple[str, ...]:
    """The items of a cell: numbered by hand or by Word, or a line each."""
    lines = [line for line in cell.split("\n") if line.strip()]
    if len(lines) == 1:
        lines = list(_parted(lines[0]))
    numbered = _numbered(lines)
    if numbered is None:
        return tuple(_BULLET.sub("", line.strip()) for line in lines)
    return numbered


def read_weight(cell: str) -> Decimal | None:
    """15%, 15％ and 15 alike; None where no figure stands."""
    found = _PERCENT.fullmatch(squeeze(narrow(cell)))
    try:
        return Decimal(found.group(1)) if found else None
    except InvalidOperation:
        return None


def _numbered(lines: list[str]) -> tuple[str, ...] | None:
    """The items if the first line has a number that the others count on from, else None."""
    items: list[str] = []
    expected: int | None = None
    for line in lines:
        text = line.strip()
        number, rest = _number_of(text)
        follows = number is not None and number == (number if expected is None else expected)
        if follows and not (items and line.startswith(CONTINUED)):
            assert number is not None  # noqa: S101 (what follows has a number; narrows the type)
            expected = number + 1
            items.append(rest)
        elif items:
            items[-1] += f"\n{text}"
        else:
            return None
    if len(items) == 1 and _is_figure(lines[0]):
        return None
    return tuple(items)


def _number_of(text: str) -> tuple[int | None, str]:
    found = _ITEM_NUMBER.match(text)
    if found is None:
        return None, text
    rest = text[found.end() :]
    if found["circled"]:
        return _CIRCLED[found["circled"]], rest
    return int(found["number"] or found["inner"]), rest


def _is_figure(line: str) -> bool:
    """1.5mm alone in a cell is a measure, no first item."""
    return re.match(r"\s*\d+\.\d", line) is not None


def _parted(line: str) -> Iterator[str]:
    """The line at each number that counts on; whole where none does."""
    start, expected = 0, 2
    if re.match(r"\s*1[.、](?!\d)", line):
        for found in _INLINE.finditer(line):
            if int(found.group(1)) == expected:
                yield line[start : found.start()]
                start, expected = found.end(), expected + 1
    yield line[start:]
