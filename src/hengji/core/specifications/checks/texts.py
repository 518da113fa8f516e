"""What the checks of several sections ask of a text."""

import re

from hengji.core.text import narrow, squeeze

# “1．”, “(1)”, “（一）”, “①”: the printed number is no part of what is said.
_NUMBER = re.compile(
    r"^(?:\d{1,2}[.、)．](?!\d)|[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|"
    r"[一二三四五六七八九十]{1,3}、|[①-⑳])"
)
# What the empty form has where something is to be written.
_PLACEHOLDER = re.compile(r"\d{0,2}[.…·。、，,;；:：_\-—/*%％0]*")


def said(text: str) -> str:
    """The text in narrow forms, without its number; empty where only the form's dots stand."""
    whole = text.strip()
    bare = narrow(_NUMBER.sub("", whole)).strip()
    return "" if _PLACEHOLDER.fullmatch(squeeze(bare)) else bare


def shown(text: str, most: int = 16) -> str:
    """The beginning of a text, for a message."""
    line = text.strip().replace("\n", " ")
    return line if len(line) <= most else f"{line[:most]}……"
