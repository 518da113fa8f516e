"""Values of a claim in the words of its pack."""

from hengji.core.adjudication.verdict import yuan_text
from hengji.core.packs.model import Input
from hengji.core.rules.values import Kind, Value


def word(asked: Input, value: object) -> str:
    """A choice by its first word, a number by its fullest one, else the value itself."""
    words = [text for text, meant in asked.words.items() if str(meant) == str(value)]
    if asked.kind is Kind.CHOICE:
        return words[0] if words else str(value)
    return max(words, key=len, default=str(value))


def value_text(asked: Input, value: Value) -> str:
    """What an officer reads; nothing where the value is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int) and asked.unit == "yuan":
        return f"{yuan_text(value)} 元"
    return f"{word(asked, value)} {asked.unit}".strip()
