"""The naming rule of the 技术规程: 000 规程 三(一)1.

“一般用‘具体产品或服务的名称＋动词’来进行表述……不能与工种或职业名称雷同。因此，专项职业能力名称后
不能有‘工’、‘员’或‘师’等表示工种或职业名称的词。”
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from hengji.core.text import name_key

# Verbs whose last character is 工, 员 or 师 and which name work, not a worker: 钢筋加工.
_VERBS_LIKE_WORKERS = ("加工", "施工", "手工", "完工", "竣工", "动员", "会师")
_WORKER = re.compile(r"[工员师]$")
# Nouns that stand where the verb should: a technique, a craft's product, a trade.
_NOUN_ENDINGS = ("技术", "专项", "工艺", "知识", "原理", "电商", "护套", "苗绣", "十字绣", "棕编")
# Verbs that open a name of the order verb + object, which the rule turns round: 护理病人.
_OPENING = (
    *("诊断", "排除", "照料", "护理", "照护", "维修", "维护", "检查", "检测", "调试", "清洗"),
    *("修剪", "采摘", "制作", "安装", "操作", "指导", "培训", "接待", "整理", "搬运", "驾驶"),
)
# Nouns for what such a verb acts on; a name that ends so has its verb in front.
_OBJECTS = ("故障", "病人", "老年人", "老人", "产妇", "幼儿", "儿童", "客人", "车辆", "设备")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]$")


@dataclass(frozen=True)
class NameFault:
    """What is wrong with a name, in Chinese, and what to do."""

    code: str
    message: str
    suggestion: str


def core_of(name: str) -> str:
    """The name without the bracket at its end, where the rule looks for the verb."""
    return _BRACKETS.sub("", name.strip())


def ends_like_worker(name: str) -> bool:
    """Does the name end in 工, 员 or 师 as an occupation does (and not in a verb like 加工)?"""
    core = core_of(name)
    return bool(_WORKER.search(core)) and not core.endswith(_VERBS_LIKE_WORKERS)


def noun_ending(name: str) -> str:
    """The noun at the end of the name where a verb should stand; empty if there is none."""
    core = core_of(name)
    return next((noun for noun in _NOUN_ENDINGS if core.endswith(noun)), "")


def verb_first(name: str) -> str:
    """The verb that opens the name, when its object closes it: 护理病人; else empty."""
    core = core_of(name)
    opening = next((verb for verb in _OPENING if core.startswith(verb)), "")
    return opening if core.endswith(_OBJECTS) else ""


def name_faults(name: str, is_occupation_name: Callable[[str], bool]) -> Iterator[NameFault]:
    """Everything the rule has against a specialty's name."""
    if is_occupation_name(name):
        yield NameFault(
            "NAME_IS_OCCUPATION",
            f"名称“{name}”与职业或工种名称相同",
            "按“产品或服务＋动词”另行命名（技术规程三(一)1）",
        )
    if ends_like_worker(name):
        yield NameFault(
            "NAME_ENDS_LIKE_OCCUPATION",
            f"名称“{name}”以“{core_of(name)[-1]}”结尾，像是职业或工种名称",
            "名称后不能有“工”“员”“师”（技术规程三(一)1）",
        )
    noun = noun_ending(name)
    if noun:
        yield NameFault(
            "NAME_ENDS_IN_NOUN",
            f"名称“{name}”以名词“{noun}”结尾，没有动词",
            "按“产品或服务＋动词”命名（技术规程三(一)1）",
        )
    verb = verb_first(name)
    if verb:
        yield NameFault(
            "NAME_VERB_FIRST",
            f"名称“{name}”把动词“{verb}”放在前面",
            f"按“产品或服务＋动词”的次序，动词“{verb}”宜在后（技术规程三(一)1）",
        )


def known_names(names: Collection[str]) -> Callable[[str], bool]:
    """A test for “is this the name of an occupation or work type”, whatever its spelling."""
    keys = {name_key(name) for name in names}
    return lambda name: name_key(name) in keys
