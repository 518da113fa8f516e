"""The requirements as the Word form words them: examiners, method, time, flags; both ways."""

import re
from collections.abc import Iterator

from hengji.core.specifications.value import Examiners, Flags, Requirements
from hengji.core.specifications.wordmarks import (
    DURATION,
    FLAGS,
    HEADS,
    METHOD,
    THEORY,
    as_text,
    joined,
)
from hengji.core.text import narrow

# 000 规程 三(四)3, the words by which each flag is said and known again.
_FLAG_WORDS = {
    "complex": "技术复杂性较强",
    "safety": "安全要求较高",
    "consumer_health": "影响消费者安全与健康",
}

_NUMERALS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九十")} | {"两": 2}
_HEADS_SAID = re.compile(r"(\d{1,2}|[一二两三四五六七八九十])\s*(?:[-~至到]\s*\d{1,2}\s*)?[名位人]")
_UNSETTLED = "考评员人数：未定。"

_MINUTES = r"(\d{1,6}(?:\.5)?)\s*(min(?:utes)?|分钟|分|小时|h)"
_TIME = re.compile(
    rf"[，,。；;、\s]*(?:考试|考核|鉴定|操作)?时间[^，。；;\d]{{0,8}}{_MINUTES}", re.I
)
_TIME_VALUE = re.compile(rf"[^，。;\d]{{0,12}}{_MINUTES}", re.I)
_LABELS = (("method", METHOD), ("duration", DURATION), ("theory", THEORY))


def examiners_lines(examiners: Examiners) -> Iterator[str]:
    """The number on a line of its own, unless the composition says it; then the composition."""
    if _heads(examiners.composition) != examiners.count:
        yield _UNSETTLED if examiners.count is None else f"考评员人数：{examiners.count}名。"
    yield from map(as_text, examiners.composition.split("\n"))


def read_examiners(lines: list[str]) -> Examiners:
    """How many and who: “由3名以上考评员组成” is three."""
    found = HEADS.match(lines[0]) if lines else None
    if found:
        count = int(found.group(1)) if found.group(1) else None
        return Examiners(count, joined(lines[1:]))
    composition = joined(lines)
    return Examiners(_heads(composition), composition)


def _heads(text: str) -> int | None:
    found = _HEADS_SAID.search(narrow(text))
    if found is None:
        return None
    said = found.group(1)
    return _NUMERALS[said] if said in _NUMERALS else int(said)


def terms_lines(asked: Requirements, flags: Flags) -> Iterator[str]:
    """What stands under 鉴定方式与鉴定时间, a label before each part."""
    if asked.method:
        yield from _labelled("鉴定方式：", asked.method)
    if asked.duration_minutes is not None:
        yield f"鉴定时间：考试时间不少于{asked.duration_minutes}min。"
    if asked.theory:
        yield from _labelled("理论知识：", asked.theory)
    said = [words for name, words in _FLAG_WORDS.items() if getattr(flags, name)]
    if said:
        yield f"本项能力{'、'.join(said)}，考核内容包含相关法律法规、安全操作和卫生知识。"


def _labelled(label: str, text: str) -> Iterator[str]:
    first, *more = map(as_text, text.split("\n"))
    yield f"{label}{first}"
    yield from more


def read_terms(lines: list[str]) -> tuple[str, int | None, str, Flags]:
    """Method, minutes, what is said of theory, flags.

    Without labels, as in 附件3 (“以实际操作方式进行，考试时间不少于60min”), the time is taken out
    of the sentence and the rest is the method.
    """
    parts: dict[str, list[str]] = {"method": [], "duration": [], "theory": []}
    flags = Flags()
    current, labelled = "method", False
    for line in lines:
        if FLAGS.match(line):
            flags = Flags(**{name: words in line for name, words in _FLAG_WORDS.items()})
            continue
        text = line
        for name, label in _LABELS:
            found = label.match(line)
            if found:
                current, labelled, text = name, True, line[found.end() :]
                break
        parts[current].append(text)
    method, minutes = joined(parts["method"]), None
    duration = joined(parts["duration"])
    if duration:
        minutes = _minutes_of(duration)
        if minutes is None:  # 视情况而定: kept where it can be read
            method = "\n".join(filter(None, (method, f"鉴定时间：{duration}")))
    elif not labelled:
        method, minutes = _without_time(method)
    return method, minutes, joined(parts["theory"]), flags


def _minutes_of(text: str) -> int | None:
    found = _TIME_VALUE.match(narrow(text))
    return _as_minutes(*found.groups()) if found else None


def _without_time(text: str) -> tuple[str, int | None]:
    found = _TIME.search(text)
    if found is None:
        return text, None
    return (text[: found.start()] + text[found.end() :]).strip(), _as_minutes(*found.groups())


def _as_minutes(number: str, unit: str) -> int:
    return int(float(number) * (60 if unit.lower() in {"小时", "h"} else 1))
