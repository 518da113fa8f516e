"""The definition: 000 规程 三(一)2."""

from collections.abc import Iterator

from hengji.core.catalogues.defining import (
    ENDING,
    body_of,
    double_able,
    ends_in_capability,
    names_means,
    sentences,
)
from hengji.core.specifications.checks.registry import Doubt, check
from hengji.core.specifications.checks.texts import said
from hengji.core.specifications.occupations import Occupations
from hengji.core.specifications.value import AssessmentSpec

_CLAUSE = "技术规程三(一)2"
_FORM = "“运用……工具设备或材料，在……场所、环境或条件下进行……制作或提供……服务的能力”"


@check(
    "DEFINITION_NOT_ENDING_IN_CAPABILITY",
    "error",
    _CLAUSE,
    "定义应表示出该专项职业能力的本质属性，以“能力”结尾",
)
def definition_not_ending_in_capability(
    spec: AssessmentSpec, _: Occupations | None
) -> Iterator[Doubt]:
    """A definition of an ability says that it is one.

    The clause's form and the model beside it, which departs from the form, both end so; what
    ends otherwise defines a job, a course or a result.
    """
    if said(spec.definition) and not ends_in_capability(spec.definition):
        tail = body_of(spec.definition)[-10:]
        yield Doubt("definition", f"定义没有以“能力”结尾：“……{tail}”；请写成“……的能力”")


@check("DEFINITION_FORMAT", "warning", _CLAUSE, f"定义一般按照{_FORM}的格式")
def definition_format(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """“一般应按照……的格式”: with what, then what is made or done, then 的能力."""
    text = body_of(spec.definition)
    if not said(text):
        return
    name = spec.name.strip()
    if name and text.startswith(name):
        yield Doubt("definition", f"定义以名称“{name}”开头；请直接从“运用……”写起")
    if double_able(text):
        yield Doubt("definition", f"“{double_able(text)}”与末尾的“能力”重复；请只在末尾写“的能力”")
    if not names_means(text):
        yield Doubt("definition", f"没有写明运用什么工具设备或材料；一般格式是{_FORM}")
    if ends_in_capability(text) and not text.endswith(ENDING):
        yield Doubt("definition", f"以“{text[-6:]}”结尾；请写成“的能力”")


@check("DEFINITION_NOT_ONE_SENTENCE", "warning", _CLAUSE, "定义用最简练的语句，一般是一句话")
def definition_not_one_sentence(spec: AssessmentSpec, _: Occupations | None) -> Iterator[Doubt]:
    """“以最简练的语句”, and the form, given with “一般应”, is one sentence."""
    count = len(sentences(spec.definition))
    if count > 1:
        yield Doubt("definition", f"定义有{count}句话；请合并、精简为一句")
