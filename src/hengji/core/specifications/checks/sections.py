"""What a specification consists of, and the sections that are one text: 000 规程 三, 附件3."""

import re
from collections.abc import Iterator

from hengji.core.specifications.checks.registry import Doubt, check
from hengji.core.specifications.checks.texts import said, shown
from hengji.core.specifications.fixed import AUDIENCE
from hengji.core.specifications.occupations import Occupations
from hengji.core.specifications.value import AssessmentSpec, Requirements
from hengji.core.text import name_key

_PUNCTUATION = re.compile(r"[、，,。.．;；:：]")


@check(
    "SECTION_MISSING",
    "error",
    "技术规程三",
    "考核规范包括定义、适用对象、能力标准与鉴定内容、鉴定要求四大部分",
)
def section_missing(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """“包括……四大部分”: each part and what the clause puts into it must be there.

    What has a check of its own (方式, 时间, 场所, a task's cells) is not said twice.
    """
    for path, text, label in (
        ("name", spec.name, "能力名称"),
        ("occupation", spec.occupation, "职业领域"),
        ("definition", spec.definition, "定义"),
        ("audience", spec.audience, "适用对象"),
    ):
        if not said(text):
            yield Doubt(path, f"没有写“{label}”；请补写")
    if not spec.tasks:
        yield Doubt("tasks", "没有“能力标准与鉴定内容”的表；请列出工作任务")
    for place, task in enumerate(spec.tasks):
        if not said(task.task):
            yield Doubt(f"tasks[{place}].task", f"第{place + 1}行没有写工作任务；请补写")
    yield from _requirements_missing(spec.requirements)


def _requirements_missing(given: Requirements) -> Iterator[Doubt]:
    if given == Requirements():
        yield Doubt(
            "requirements", "没有“鉴定要求”部分；请写明申报条件、考评员、方式时间和场所设备"
        )
        return
    if not said(given.entry):
        yield Doubt("requirements.entry", "没有写“申报条件”；请补写")
    if given.examiners.count is None and not said(given.examiners.composition):
        yield Doubt("requirements.examiners", "没有写“考评员构成”；请写明人数和组成")


@check("AUDIENCE_TEXT", "error", "技术规程三(二)", f"适用对象固定写作“{AUDIENCE}”")
def audience_text(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """The clause gives the whole text, without 一般, and 附件3 prints it again."""
    if said(spec.audience) and _bare(spec.audience) != _bare(AUDIENCE):
        yield Doubt("audience", f"适用对象写作“{shown(spec.audience)}”；应为“{AUDIENCE}”")


def _bare(text: str) -> str:
    return name_key(_PUNCTUATION.sub("", text))


@check(
    "OCCUPATION_NOT_LISTED",
    "warning",
    "技术规程三(三)1",
    "职业领域是《职业分类大典》中的细类",
)
def occupation_not_listed(spec: AssessmentSpec, occupations: Occupations | None) -> Iterator[Doubt]:
    """A doubt only: the lists at hand are long, but none is the whole 职业分类大典."""
    if occupations and said(spec.occupation) and not occupations.lists(spec.occupation):
        yield Doubt(
            "occupation",
            f"已收录的目录里没有职业“{shown(spec.occupation)}”；"
            "这些目录不是大典全文，请对照《职业分类大典》核对是否为细类的名称",
        )
