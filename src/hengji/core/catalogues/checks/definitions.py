"""Doubts about definitions: 000 规程 三(一)2 “运用……，在……条件下进行……的能力”."""

import re
from collections.abc import Iterator

from hengji.core.catalogues.checks.corpus import Corpus, defined_entries, defined_lists
from hengji.core.catalogues.checks.likeness import masked
from hengji.core.catalogues.checks.registry import Doubt, about, check
from hengji.core.catalogues.defining import (
    CAPABILITY,
    ENDING,
    body_of,
    double_able,
    ends_in_capability,
    sentences,
)
from hengji.core.catalogues.model import LINE_BREAK, Entry

_STOP = "。"
_RARE = 0.05
_NOTHING_NEW = 10  # what is left of a definition that only puts the name into a sentence
_MIXED_PATTERNS = (
    (r"对[^，。]*?需要进行", "“需要进行”似应为“进行”"),
    (r"对[^，。]*场所，", "“对……场所”似应为“在……场所”"),
    (r"提供对[^，。]*进行", "“提供……服务”与“对……进行”只用其一"),
    (r"，可用于[^，。]*的能力", "末句缺少动词"),
)
_LONGEST = 140  # the longest definition that is one readable sentence; 000 asks for the briefest


@check("DEFINITION_MISSING", "error")
def missing_definition(corpus: Corpus) -> Iterator[Doubt]:
    """A list with a column of definitions defines every row."""
    for rows in defined_lists(corpus):
        for entry in corpus.lists[rows[0].list_id]:
            if not entry.definition:
                yield about(entry, f"“{entry.name}”没有能力定义", "请对照原件补上定义")


@check("DEFINITION_WITHOUT_ABILITY", "warning")
def without_ability(corpus: Corpus) -> Iterator[Doubt]:
    """000 规程 三(一)2: a definition says what ability it is: it ends in 能力."""
    for entry in defined_entries(corpus):
        if not ends_in_capability(entry.definition):
            ending = entry.definition[-12:]
            text = f"“{entry.name}”的定义没有以“能力”结尾：“……{ending}”"
            yield about(entry, text, "按“运用……进行……的能力”的格式改写（技术规程三(一)2）")


@check("DEFINITION_ENDING_VARIES", "note")
def ending_varies(corpus: Corpus) -> Iterator[Doubt]:
    """000 规程 三(一)2 gives the ending “……的能力”; 操作能力, 管护能力 depart from it."""
    for entry in defined_entries(corpus):
        body = body_of(entry.definition)
        if body.endswith(CAPABILITY) and not body.endswith(ENDING):
            text = f"“{entry.name}”的定义以“{body[-6:]}”结尾，不是“的能力”"
            yield about(entry, text, "按“……的能力”的格式改写（技术规程三(一)2）")


@check("DEFINITION_WITHOUT_STOP", "note")
def without_stop(corpus: Corpus) -> Iterator[Doubt]:
    """A sentence ends in 。; a missing one may mean that the text was cut off."""
    for entry in defined_entries(corpus):
        if not entry.definition.endswith(_STOP):
            text = f"“{entry.name}”的定义末尾没有句号：“……{entry.definition[-10:]}”"
            yield about(entry, text, "请核对定义是否完整，并补上句号")


@check("DEFINITION_SEVERAL_SENTENCES", "note")
def several_sentences(corpus: Corpus) -> Iterator[Doubt]:
    """000 规程 三(一)2: “以最简练的语句”, one sentence."""
    for entry in defined_entries(corpus):
        count = len(sentences(entry.definition))
        if count > 1:
            text = f"“{entry.name}”的定义有{count}句话"
            yield about(entry, text, "合并为一句“运用……进行……的能力”（技术规程三(一)2）")


@check("DEFINITION_LONG", "note")
def long_definition(corpus: Corpus) -> Iterator[Doubt]:
    """000 规程 三(一)2: “以最简练的语句表示出该专项职业能力的本质属性”."""
    for entry in defined_entries(corpus):
        if len(entry.definition) > _LONGEST:
            text = f"“{entry.name}”的定义长达{len(entry.definition)}字"
            yield about(entry, text, "请精简为一句话（技术规程三(一)2）")


@check("DEFINITION_STARTS_WITH_NAME", "note")
def starts_with_name(corpus: Corpus) -> Iterator[Doubt]:
    """“X是……” repeats the name instead of saying with what and on what one works."""
    for entry in defined_entries(corpus):
        if entry.definition.startswith(entry.name):
            text = f"“{entry.name}”的定义以自己的名称开头：“{entry.definition[:16]}……”"
            yield about(entry, text, "直接从“运用……”写起（技术规程三(一)2）")


@check("DEFINITION_DOUBLE_ABLE", "note")
def ability_said_twice(corpus: Corpus) -> Iterator[Doubt]:
    """“能运用……的能力”, “能够……的能力” say the ability twice; 能… is for 操作规范 (000 三(三)3)."""
    for entry in defined_entries(corpus):
        words = double_able(entry.definition)
        if words:
            text = f"“{entry.name}”的定义里“{words}”与末尾“能力”重复"
            yield about(entry, text, "删去前面的“能”“能够”或“和能力”，只在末尾写“的能力”")


@check("DEFINITION_GRAMMAR", "note")
def grammar(corpus: Corpus) -> Iterator[Doubt]:
    """Two sentence patterns mixed: “对充电系统需要进行系统诊断的能力”."""
    for entry in defined_entries(corpus):
        for pattern, advice in _MIXED_PATTERNS:
            found = re.search(pattern, entry.definition)
            if found:
                text = f"“{entry.name}”的定义“……{found.group()[-14:]}……”语句不通"
                yield about(entry, text, advice)


@check("DEFINITION_RESTATES_NAME", "note")
def restates_name(corpus: Corpus) -> Iterator[Doubt]:
    """“为宾客提供行李服务的能力” says neither tools nor place, only the name again."""
    for entry in defined_entries(corpus):
        if len(masked(entry)) <= _NOTHING_NEW:
            text = f"“{entry.name}”的定义只是重复名称：“{entry.definition}”"
            yield about(entry, text, "写明运用的工具、场所和做法（技术规程三(一)2）")


@check("DEFINITION_DESCRIBES_COURSE", "note")
def describes_course(corpus: Corpus) -> Iterator[Doubt]:
    """A definition says what one can do, not how one is taught: “通过学习”, “帮助学员了解”."""
    for entry in defined_entries(corpus):
        found = re.search(r"通过学习|帮助学员|使学员", entry.definition)
        if found:
            text = f"“{entry.name}”的定义写到培训过程（“{found.group()}”）"
            yield about(entry, text, "只写能力的本质属性（技术规程三(一)2）")


@check("DEFINITION_LINE_BREAK", "warning")
def line_break(corpus: Corpus) -> Iterator[Doubt]:
    """A line break inside a sentence is a slip of typing.

    Where many cells have breaks the page has merely wrapped them, so only rare ones count.
    """
    for rows in defined_lists(corpus):
        printed = [(entry, _printed(entry)) for entry in rows]
        broken = [(entry, cell) for entry, cell in printed if LINE_BREAK in cell]
        if len(broken) <= _RARE * len(rows):
            for entry, cell in broken:
                at = cell.index(LINE_BREAK)
                before = cell[max(0, at - 6) : at]
                text = f"“{entry.name}”的定义在“{before}”之后有多余的换行"
                yield about(entry, text, "请删去换行")


def _printed(entry: Entry) -> str:
    """The definition's cell as published."""
    cells = (cell for cell in entry.cells if cell.replace(LINE_BREAK, "") == entry.definition)
    return next(cells, "")
