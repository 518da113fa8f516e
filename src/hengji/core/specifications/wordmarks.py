"""Lines by which the Word form is known again, and how others are kept from looking like them."""

import re
from collections.abc import Iterable

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
    re.compile(rf"^(?P<number>{_NUMBER})?\s*{words}(?P<blank>\s*)(?P<colon>[:：])?\s*(?P<rest>.*)$")
    for _, words in _HEADINGS
)
HEADINGS = tuple(name for name, _ in _HEADINGS)
"""The parts of the form in their order."""

LEVEL = re.compile(r"^等级[:：]\s*")
METHOD = re.compile(r"^(?:\d[.．、]\s*)?(?:鉴定|考核)方式[:：]\s*")
DURATION = re.compile(r"^(?:\d[.．、]\s*)?(?:鉴定|考核|考试)时间[:：]\s*")
THEORY = re.compile(r"^(?:\d[.．、]\s*)?理论知识[:：]\s*")
HEADS = re.compile(r"^考评员人数：(?:(\d{1,6})名|未定)。$")
FLAGS = re.compile(r"^本项能力.*，考核内容包含相关法律法规、安全操作和卫生知识。$")
_MARKS = (LEVEL, METHOD, DURATION, THEORY, HEADS, FLAGS)

# An invisible word joiner says: this line is text, whatever it looks like.
_TEXT = "\u2060"


def heading(line: str, after: int) -> tuple[int, str] | None:
    """Which heading behind the one at ``after`` the line is, and what follows it on the line.

    Without a number or a colon it must be the heading alone: 定义 begins many sentences.
    """
    for place in range(after + 1, len(_PATTERNS)):
        found = _PATTERNS[place].match(line)
        if found is None:
            continue
        rest = found["rest"]
        if not rest or found["colon"] or (found["number"] and found["blank"]):
            return place, rest
    return None


def as_text(line: str) -> str:
    """The line as it is written: marked, where a reader would take it for a part of the form."""
    looks_like = heading(line, -1) or any(mark.match(line) for mark in _MARKS)
    return _TEXT + line if looks_like or line.startswith(_TEXT) else line


def joined(lines: Iterable[str]) -> str:
    """Lines of text as one, without the marks."""
    return "\n".join(line.removeprefix(_TEXT) for line in lines)
