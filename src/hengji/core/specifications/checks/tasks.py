"""The table of 能力标准与鉴定内容: 000 规程 三(三)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from hengji.core.specifications.checks.registry import Doubt, check
from hengji.core.specifications.checks.texts import said, shown
from hengji.core.specifications.occupations import Occupations
from hengji.core.specifications.value import AssessmentSpec
from hengji.core.specifications.verbs import not_verb_object

FEWEST_TASKS = 3
_WHOLE = Decimal(100)
# 能耗符合标准 starts with a noun, not with what one can do; 能量取 is one who can measure.
_CAN = re.compile(r"[“\"'‘]?能(?!源|耗|效(?!仿)|力|见度|级|量(?![取体血测度出好裁]))")


@check("TASKS_FEWER_THAN_THREE", "warning", "技术规程三(三)2", "一般情况下列出3项以上的工作任务")
def tasks_fewer_than_three(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """“一般情况下”; 以上 includes the figure itself."""
    if 0 < len(spec.tasks) < FEWEST_TASKS:
        yield Doubt("tasks", f"只有{len(spec.tasks)}项工作任务；一般应列出3项以上")


@check(
    "TASK_NOT_VERB_OBJECT",
    "warning",
    "技术规程三(三)2",
    "工作任务一般用动宾结构，如“读建筑图”“介绍产品”",
)
def task_not_verb_object(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """“一般使用动宾结构”."""
    for place, task in enumerate(spec.tasks):
        why = not_verb_object(said(task.task))
        if why:
            yield Doubt(f"tasks[{place}].task", f"“{shown(task.task)}”{why}")


@check(
    "CRITERION_NOT_STARTING_WITH_CAN",
    "error",
    "技术规程三(三)3",
    "操作规范写作“能够……”或“能……”",
)
def criterion_not_starting_with_can(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """“写法为……”: the one way to write it, without 一般."""
    for place, task in enumerate(spec.tasks):
        for item, criterion in enumerate(task.criteria):
            if said(criterion) and not _CAN.match(said(criterion)):
                yield Doubt(
                    f"tasks[{place}].criteria[{item}]",
                    f"操作规范“{shown(criterion)}”没有以“能”或“能够”开头；请写成“能……”",
                )


@check("CRITERIA_MISSING", "error", "技术规程三(三)3", "每项工作任务都有操作规范")
def criteria_missing(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """The table “包括……操作规范”: a task without any cannot be examined."""
    for place, task in enumerate(spec.tasks):
        yield from _empty(f"tasks[{place}].criteria", task.criteria, "操作规范")


@check("KNOWLEDGE_MISSING", "error", "技术规程三(三)4", "每项工作任务都有相关知识")
def knowledge_missing(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """The table “包括……相关知识”: “列出跟每一个具体操作步骤直接相关的知识点”."""
    for place, task in enumerate(spec.tasks):
        yield from _empty(f"tasks[{place}].knowledge", task.knowledge, "相关知识")


def _empty(path: str, items: tuple[str, ...], label: str) -> Iterator[Doubt]:
    blank = [item for item, text in enumerate(items) if not said(text)]
    if len(blank) == len(items):
        yield Doubt(path, f"这项工作任务没有写{label}；请逐条列出")
        return
    for item in blank:
        yield Doubt(f"{path}[{item}]", f"{label}第{item + 1}条是空的；请补写或删去")


@check("WEIGHT_MISSING", "error", "技术规程三(三)5", "每项工作任务都有考核比重，用百分比表示")
def weight_missing(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """The table “包括……考核比重”; 00%, as the empty form prints it, is none."""
    for place, task in enumerate(spec.tasks):
        if task.weight is None or task.weight == 0:
            yield Doubt(f"tasks[{place}].weight", "这项工作任务没有写考核比重；请填百分比")
        elif task.weight < 0:
            yield Doubt(f"tasks[{place}].weight", "考核比重不能是负数；请填百分比")


@check("WEIGHTS_NOT_100", "error", "技术规程三(三)5", "各项工作任务的考核比重合计为100%")
def weights_not_100(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """A weight is a share “在考核中应占的比重，用百分比表示”: shares of one whole make 100 %.

    Where a weight is missing, its own finding says so; the sum is asked once all are there.
    """
    weights = [task.weight for task in spec.tasks]
    total = sum((weight for weight in weights if weight is not None), Decimal(0))
    complete = bool(weights) and all(weights)
    if (complete and total != _WHOLE) or total > _WHOLE:
        gap = "超出" if total > _WHOLE else "还差"
        yield Doubt(
            "tasks", f"考核比重合计{_plain(total)}%，{gap}{_plain(abs(_WHOLE - total))}%；应为100%"
        )


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
