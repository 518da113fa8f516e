"""The rule for definitions of the 技术规程: 000 规程 三(一)2.

“以最简练的语句表示出该专项职业能力的本质属性。一般应按照‘运用……工具设备或材料，在……场所、
环境或条件下进行……制作或提供……服务的能力’的格式来定义”, as in “利用服装缝纫设备和服装材料，
将各款式服装裁片缝合成服装的能力”: that model names no place, so none is asked for.
"""

import re

CAPABILITY = "能力"
ENDING = "的能力"
_STOPS = "。．.；; \n"
_SENTENCE_ENDS = re.compile("[。！？!?]")
# What stands in brackets or quotation marks ends no sentence.
_ASIDE = re.compile("（[^（）]*）|\\([^()]*\\)|“[^“”]*”|《[^《》]*》")
_DOUBLE_ABLE = re.compile("^能(?:运用|熟练|利用|使用)|能够|和能力(?=，)")
# With what one works: a tool, a material, a technique.
_MEANS = re.compile(
    "(?:运|利|使|采|应|选)用|借助|凭借|通过"
    "|以[^，。]{1,24}为[^，。]{0,4}(?:原料|原材料|材料|主料|食材|基础|胚|坯|经线|依据)"
)


def body_of(definition: str) -> str:
    """The definition without blanks around it and without the stop at its end."""
    return definition.strip().rstrip(_STOPS)


def ends_in_capability(definition: str) -> bool:
    """Does the definition say at its end that it is an ability?"""
    return body_of(definition).endswith(CAPABILITY)


def sentences(definition: str) -> tuple[str, ...]:
    """The sentences of the definition; one is asked for."""
    whole = _ASIDE.sub("", definition)
    return tuple(part for part in _SENTENCE_ENDS.split(whole) if part.strip(_STOPS))


def double_able(definition: str) -> str:
    """The words that say the ability a second time, as in “能运用……的能力”; else empty."""
    found = _DOUBLE_ABLE.search(definition)
    return found.group() if found else ""


def names_means(definition: str) -> bool:
    """Does the definition say with what tools, materials or methods one works?"""
    return bool(_MEANS.search(definition))
