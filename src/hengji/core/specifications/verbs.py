"""Where the verb stands: names close with it, tasks open with it (000 规程 三(一)1, 三(三)2)."""

import re

from hengji.core.specifications.lexicon import (
    ABSTRACT,
    ADVERBS,
    CLOSING,
    COMPOUNDS,
    OPENING,
    OPENING_ANY,
    PREPOSITIONS,
    THINGS,
    VERBS,
    VERBS_OF_ABSTRACT,
)

_LONGEST = max(map(len, VERBS))
_SHORTEST = 2  # characters of a verb with its object: 和面
_COMPOUND = 4
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_JOINED = re.compile(r"^[、，,及与和或并/]+")
_NO_OBJECT = "只有动词，没有宾语；请写明对象，如“介绍产品”"


def opening_verb(text: str) -> str:
    """The verb of two or more characters that opens the text; empty if none does."""
    sizes = range(_LONGEST, _SHORTEST - 1, -1)
    return next((text[:size] for size in sizes if text[:size] in VERBS), "")


def closing_verb(text: str) -> str:
    """The verb of two or more characters that closes the text; empty if none does."""
    sizes = range(_LONGEST, _SHORTEST - 1, -1)
    return next((text[-size:] for size in sizes if text[-size:] in VERBS), "")


def ends_in_action(name: str) -> bool:
    """Does a verb close the name, as in 拉面制作 and 社区绿化, or is the name one, 擦鞋?"""
    bare = _BRACKETS.sub("", name).strip()
    if len(bare) == _SHORTEST and bare[0] in OPENING:
        return True
    return bool(closing_verb(bare)) or bare[-1:] in CLOSING or bare.endswith("化")


def not_verb_object(task: str) -> str:
    """Why a task is not verb and object, in Chinese; empty if it is, or may well be.

    Whatever is in doubt passes: told are only what has its verb at the end, what consists of
    verbs alone, and what closes with a word for knowledge or equipment and opens with no verb.
    """
    text = _BRACKETS.sub("", task).strip()
    if not _HAN.match(text):
        return ""  # CAD制图: where the object begins is not to be told
    for adverb in ADVERBS:
        if text.startswith(adverb):
            text = text[len(adverb) :].lstrip("地、")
    verb, last = opening_verb(text), closing_verb(text)
    if verb:
        return _fault_after(verb, text[len(verb) :])
    if text.startswith(PREPOSITIONS) or text[:1] in OPENING_ANY:
        return "" if len(text) >= _SHORTEST else _NO_OBJECT
    if last and (text[0] not in OPENING or len(text) >= _COMPOUND):
        return f"把动词“{last}”放在后面；一般用动宾结构，如“{last}{text[: -len(last)]}”"
    if text[:1] not in OPENING and text.endswith((*ABSTRACT, *THINGS)):
        return "不像动宾结构；请写成动词加对象，如“介绍产品”"
    return ""


def _fault_after(verb: str, rest: str) -> str:
    if rest in ABSTRACT and verb not in VERBS_OF_ABSTRACT:
        return f"是名称而不是做法；请写成动宾结构，如“{verb}……”"
    alone = verb not in COMPOUNDS and (not rest or verb not in VERBS_OF_ABSTRACT)
    left = _JOINED.sub("", rest)
    while more := opening_verb(left):
        alone = alone and more not in COMPOUNDS
        left = _JOINED.sub("", left[len(more) :])
    return _NO_OBJECT if alone and not left else ""
