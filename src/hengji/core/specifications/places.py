"""The Chinese name of a place in a specification, as the form of 附件3 calls it."""

import re

_NAMES = {
    "name": "能力名称",
    "occupation": "职业领域",
    "definition": "定义",
    "audience": "适用对象",
    "tasks": "工作任务",
    "criteria": "操作规范",
    "knowledge": "相关知识",
    "weight": "考核比重",
    "requirements": "鉴定要求",
    "requirements.entry": "申报条件",
    "requirements.examiners": "考评员构成",
    "requirements.examiners.count": "考评员人数",
    "requirements.examiners.composition": "考评员构成",
    "requirements.method": "鉴定方式",
    "requirements.duration_minutes": "鉴定时间",
    "requirements.theory": "理论知识考核",
    "requirements.venue": "鉴定场地和设备要求",
    "flags": "能力的特点",
    "flags.complex": "技术复杂性较强",
    "flags.safety": "安全要求较高",
    "flags.consumer_health": "影响消费者安全与健康",
    "level": "等级",
}
SECTIONS = (
    ("名称和职业领域", ("name", "occupation", "level")),
    ("一、定义", ("definition",)),
    ("二、适用对象", ("audience",)),
    ("三、能力标准与鉴定内容", ("tasks", "flags")),
    ("四、鉴定要求", ("requirements",)),
)
"""The parts of 附件3 in its order, each with the keys that stand in it."""

_ROW = re.compile(r"^tasks\[(\d+)\](?:\.(\w+)(?:\[(\d+)\])?)?$")
_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 to 99 as the headings write it: 一, 十, 十二, 二十."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    return ("" if tens < 2 else _DIGITS[tens]) + "十" * bool(tens) + _DIGITS[ones] * bool(ones)


def place_name(path: str) -> str:
    """``tasks[1].criteria[0]`` as 工作任务（二）· 操作规范 1; an unknown path as it is."""
    row = _ROW.match(path)
    if row is None:
        return _NAMES.get(path, path)
    task, part, item = row.groups()
    name = f"工作任务（{chinese_number(int(task) + 1)}）"
    if part and part != "task":
        name += f"· {_NAMES.get(part, part)}"
    return name if item is None else f"{name} {int(item) + 1}"


def section_of(path: str) -> str:
    """The part of 附件3 that ``path`` stands in."""
    key = re.split(r"[.\[]", path, maxsplit=1)[0]
    return next((title for title, keys in SECTIONS if key in keys), SECTIONS[0][0])
