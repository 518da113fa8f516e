"""Doubts about definitions: 000 规程 三(一)2 “运用……，在……条件下进行……的能力”."""

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from hengji.core.catalogues.checks.corpus import Corpus, rows_text
from hengji.core.catalogues.checks.registry import Doubt, about, check
from hengji.core.catalogues.model import LINE_BREAK, Entry
from hengji.core.catalogues.spelling import CONFUSABLE

_ENDING = "的能力"
_STOP = "。"
_ALIKE = 0.93
_LONG_ENOUGH = 24  # shorter definitions are alike by their form alone
_RARE = 0.05
_LONGEST = 140  # the longest definition that is one readable sentence; 000 asks for the briefest


def _defined(corpus: Corpus) -> Iterator[list[Entry]]:
    for rows in corpus.lists.values():
        defined = [entry for entry in rows if entry.definition]
        if defined:
            yield defined


def _each(corpus: Corpus) -> Iterator[Entry]:
    for rows in _defined(corpus):
        yield from rows


@check("DEFINITION_MISSING", "error")
def missing_definition(corpus: Corpus) -> Iterator[Doubt]:
    """A list with a column of definitions defines every row."""
    for rows in _defined(corpus):
        for entry in corpus.lists[rows[0].list_id]:
            if not entry.definition:
                yield about(entry, f"“{entry.name}”没有能力定义", "请对照原件补上定义")


@check("DEFINITION_COPIED", "error")
def copied_definition(corpus: Corpus) -> Iterator[Doubt]:
    """Two skills cannot have one definition: one of them was copied from the other."""
    for rows in _defined(corpus):
        users: dict[str, list[Entry]] = defaultdict(list)
        for entry in rows:
            users[entry.definition].append(entry)
        for same in users.values():
            if len(same) > 1:
                owner = max(same, key=lambda entry: _overlap(entry.name, entry.definition))
                for entry in same:
                    if entry is not owner:
                        text = f"“{entry.name}”的定义与第{owner.row}行“{owner.name}”一字不差"
                        yield about(
                            entry,
                            f"{text}：“{entry.definition}”",
                            f"定义似属“{owner.name}”，请为“{entry.name}”另拟定义",
                        )


def _overlap(name: str, definition: str) -> int:
    return sum(name[i : i + 2] in definition for i in range(len(name) - 1))


@check("DEFINITION_TEMPLATE", "note")
def template_definition(corpus: Corpus) -> Iterator[Doubt]:
    """Definitions that differ in hardly more than the name tell the skills apart by nothing."""
    for rows in _defined(corpus):
        masked = [(entry, _mask(entry)) for entry in rows]
        groups: list[list[tuple[Entry, str]]] = []
        for entry, text in masked:
            if len(text) < _LONG_ENOUGH:
                continue
            group = next((g for g in groups if _alike(g[0][1], text)), None)
            if group is None:
                groups.append([(entry, text)])
            elif entry.definition not in {other.definition for other, _ in group}:
                group.append((entry, text))
        for group in groups:
            if len(group) > 1:
                members = [entry for entry, _ in group]
                names = "、".join(f"“{entry.name}”" for entry in members[:4])
                text = f"第{rows_text([e.row for e in members])}行（{names}）的定义除名称外几乎相同"
                yield about(members[0], text, "请核对各项定义是否写出了各自的工具、对象和要求")


def _mask(entry: Entry) -> str:
    """The definition with the longest piece of the name in it blotted out."""
    match = SequenceMatcher(None, entry.name, entry.definition, autojunk=False).find_longest_match()
    if match.size < 2:
        return entry.definition
    return entry.definition.replace(entry.name[match.a : match.a + match.size], "□")


def _alike(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 8:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


@check("DEFINITION_WITHOUT_ABILITY", "warning")
def without_ability(corpus: Corpus) -> Iterator[Doubt]:
    """000 规程 三(一)2: a definition says what ability it is: it ends in 能力."""
    for entry in _each(corpus):
        if not entry.definition.rstrip(_STOP).endswith("能力"):
            ending = entry.definition[-12:]
            text = f"“{entry.name}”的定义没有以“能力”结尾：“……{ending}”"
            yield about(entry, text, "按“运用……进行……的能力”的格式改写（技术规程三(一)2）")


@check("DEFINITION_ENDING_VARIES", "note")
def ending_varies(corpus: Corpus) -> Iterator[Doubt]:
    """000 规程 三(一)2 gives the ending “……的能力”; 操作能力, 管护能力 depart from it."""
    for entry in _each(corpus):
        body = entry.definition.rstrip(_STOP)
        if body.endswith("能力") and not body.endswith(_ENDING):
            text = f"“{entry.name}”的定义以“{body[-6:]}”结尾，不是“的能力”"
            yield about(entry, text, "按“……的能力”的格式改写（技术规程三(一)2）")


@check("DEFINITION_WITHOUT_STOP", "note")
def without_stop(corpus: Corpus) -> Iterator[Doubt]:
    """A sentence ends in 。; a missing one may mean that the text was cut off."""
    for entry in _each(corpus):
        if not entry.definition.endswith(_STOP):
            text = f"“{entry.name}”的定义末尾没有句号：“……{entry.definition[-10:]}”"
            yield about(entry, text, "请核对定义是否完整，并补上句号")


@check("DEFINITION_SEVERAL_SENTENCES", "note")
def several_sentences(corpus: Corpus) -> Iterator[Doubt]:
    """000 规程 三(一)2: “以最简练的语句”, one sentence."""
    for entry in _each(corpus):
        count = len([part for part in re.split("[。！？]", entry.definition) if part.strip()])
        if count > 1:
            text = f"“{entry.name}”的定义有{count}句话"
            yield about(entry, text, "合并为一句“运用……进行……的能力”（技术规程三(一)2）")


@check("DEFINITION_LONG", "note")
def long_definition(corpus: Corpus) -> Iterator[Doubt]:
    """000 规程 三(一)2: “以最简练的语句表示出该专项职业能力的本质属性”."""
    for entry in _each(corpus):
        if len(entry.definition) > _LONGEST:
            text = f"“{entry.name}”的定义长达{len(entry.definition)}字"
            yield about(entry, text, "请精简为一句话（技术规程三(一)2）")


@check("DEFINITION_STARTS_WITH_NAME", "note")
def starts_with_name(corpus: Corpus) -> Iterator[Doubt]:
    """“X是……” repeats the name instead of saying with what and on what one works."""
    for entry in _each(corpus):
        if entry.definition.startswith(entry.name):
            text = f"“{entry.name}”的定义以自己的名称开头：“{entry.definition[:16]}……”"
            yield about(entry, text, "直接从“运用……”写起（技术规程三(一)2）")


@check("DEFINITION_DOUBLE_ABLE", "note")
def double_able(corpus: Corpus) -> Iterator[Doubt]:
    """“能运用……的能力”, “能够……的能力” say the ability twice; 能… is for 操作规范 (000 三(三)3)."""
    for entry in _each(corpus):
        found = re.search(r"^能(?:运用|熟练|利用|使用)|能够", entry.definition)
        if found:
            text = f"“{entry.name}”的定义里“{found.group()}”与末尾“能力”重复"
            yield about(entry, text, f"删去“{found.group()[:1]}”或“能够”，只在末尾写“的能力”")


@check("DEFINITION_GRAMMAR", "note")
def grammar(corpus: Corpus) -> Iterator[Doubt]:
    """“对……需要进行系统诊断的能力” mixes two sentences: what is needed, and what one can do."""
    for entry in _each(corpus):
        found = re.search(r"对[^，。]*?(需要进行)", entry.definition)
        if found:
            text = f"“{entry.name}”的定义“……{found.group()[-12:]}……”语句不通"
            yield about(entry, text, "“需要进行”似应为“进行”")


@check("DEFINITION_DESCRIBES_COURSE", "note")
def describes_course(corpus: Corpus) -> Iterator[Doubt]:
    """A definition says what one can do, not how one is taught: “通过学习”, “帮助学员了解”."""
    for entry in _each(corpus):
        found = re.search(r"通过学习|帮助学员|使学员", entry.definition)
        if found:
            text = f"“{entry.name}”的定义写到培训过程（“{found.group()}”）"
            yield about(entry, text, "只写能力的本质属性（技术规程三(一)2）")


@check("DEFINITION_LINE_BREAK", "warning")
def line_break(corpus: Corpus) -> Iterator[Doubt]:
    """A line break inside a sentence is a slip of typing.

    Where many cells have breaks the page has merely wrapped them, so only rare ones count.
    """
    for rows in _defined(corpus):
        broken = [entry for entry in rows if LINE_BREAK in entry.cells[-1]]
        if len(broken) <= _RARE * len(rows):
            for entry in broken:
                at = entry.cells[-1].index(LINE_BREAK)
                before = entry.cells[-1][max(0, at - 6) : at]
                text = f"“{entry.name}”的定义在“{before}”之后有多余的换行"
                yield about(entry, text, "请删去换行")


@check("DEFINITION_SPELLS_NAME_OTHERWISE", "warning")
def spells_name_otherwise(corpus: Corpus) -> Iterator[Doubt]:
    """静观蜡梅 in the name, 静观腊梅 in its definition: one of the two is misspelt."""
    for entry in _each(corpus):
        for start in range(len(entry.name) - 3):
            piece = entry.name[start : start + 4]
            if piece in entry.definition:
                continue
            found = _one_off(piece, entry.definition)
            if found:
                text = f"名称里写“{piece}”，定义里写“{found}”"
                yield about(entry, text, "请核对哪一种写法正确，并统一")
                break


def _one_off(piece: str, text: str) -> str:
    """A place in the text that differs from the piece in one look-alike."""
    for start in range(len(text) - len(piece) + 1):
        window = text[start : start + len(piece)]
        differing = [(a, b) for a, b in zip(piece, window, strict=True) if a != b]
        if len(differing) == 1 and differing[0][1] in CONFUSABLE.get(differing[0][0], ""):
            return window
    return ""


@check("DEFINITION_OF_OTHER_NAME", "warning")
def definition_of_other(corpus: Corpus) -> Iterator[Doubt]:
    """A definition that ends in another row's name describes that other skill."""
    for rows in _defined(corpus):
        for entry in rows:
            body = entry.definition.rstrip(_STOP).removesuffix(_ENDING)
            for other in rows:
                if other is entry or len(other.name) < 5 or entry.name in entry.definition:
                    continue
                if _ends_nearly(body, other.name) and not _ends_nearly(body, entry.name):
                    text = f"“{entry.name}”的定义说的是“{body[-len(other.name) - 2 :]}”，"
                    text += f"近于第{other.row}行“{other.name}”"
                    yield about(entry, text, "请核对定义是否错抄自另一项")


def _ends_nearly(body: str, name: str) -> bool:
    if body[-2:] != name[-2:]:
        return False
    tails = (body[-len(name) - extra :] for extra in (0, 1))
    return any(SequenceMatcher(None, tail, name).ratio() >= 0.9 for tail in tails)
