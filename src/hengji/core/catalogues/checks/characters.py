"""Doubts about single characters: look-alikes, remains of editing, brackets, punctuation."""

import re
import unicodedata
from collections.abc import Iterator

from hengji.core.catalogues.cells import ARTEFACT
from hengji.core.catalogues.checks.corpus import Corpus
from hengji.core.catalogues.checks.registry import Doubt, about, check
from hengji.core.catalogues.model import LINE_BREAK, LIST_TITLES, Entry
from hengji.core.catalogues.spelling import MISSPELT, MISSPELT_LOOKS, REDUNDANT, TWINS

_HAN = "\u4e00-\u9fff"
_PAIRS = (("（", "）"), ("(", ")"), ("《", "》"), ("“", "”"), ("【", "】"))
_STRAY = re.compile(r"[\\\ufffd\u200b-\u200f\u2060\ufeff\u00ad|^~`]|[\x00-\x08\x0b-\x1f]")
_HALF_WIDTH = re.compile(rf"[{_HAN}][,;:!?]|[,;:!?][{_HAN}]")
_HALF_BRACKET = re.compile(rf"[{_HAN}]\(|\)[{_HAN}]|\([{_HAN}]")


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "名称", entry.name
    yield "工种", entry.scope
    yield "职业领域", entry.occupation
    yield "定义", entry.definition


def is_foreign(character: str) -> bool:
    """Does the character come from a script that Chinese text does not use?"""
    kind = unicodedata.category(character)
    if kind == "Co" or "\uf900" <= character <= "\ufaff" or "\u2e80" <= character <= "\u2fdf":
        return True  # private use, compatibility ideographs, radicals
    name = unicodedata.name(character, "")
    return name.startswith(("KATAKANA", "HIRAGANA", "CYRILLIC", "GREEK", "HANGUL"))


@check("FOREIGN_CHARACTER", "error")
def foreign_character(corpus: Corpus) -> Iterator[Doubt]:
    """員エ with a katakana looks like 员工 and is found by nobody who searches for it."""
    for entry in corpus.entries:
        for label, text in _texts(entry):
            strange = dict.fromkeys(c for c in text if is_foreign(c))
            for character in strange:
                name = unicodedata.name(character, "私用区字符")
                twin = TWINS.get(character)
                shown = f"“{character}”（U+{ord(character):04X} {name}）"
                hint = f"似应为“{twin}”：“{text.replace(character, twin)[:20]}”" if twin else ""
                at = text.index(character)
                around = text[max(0, at - 4) : at + 5]
                yield about(
                    entry,
                    f"{label}“{around}”里的{shown}不是汉字，共{text.count(character)}处",
                    hint or "请换成正确的汉字",
                )


@check("CONFUSABLE_CHARACTER", "warning")
def confusable_character(corpus: Corpus) -> Iterator[Doubt]:
    """淮坊 for 潍坊, 碗豆 for 豌豆: a known word with a look-alike in it is a misprint."""
    for entry in corpus.entries:
        for label, text in _texts(entry):
            for wrong, right in MISSPELT_LOOKS.items():
                if wrong in text:
                    used = corpus.first_use(right)
                    where = (
                        f"，《{LIST_TITLES[used.list_id]}》第{used.row}行写作“{right}”"
                        if used
                        else ""
                    )
                    yield about(
                        entry,
                        f"{label}“{_around(text, wrong)}”里的“{wrong}”疑有形近字之误{where}",
                        f"似应为“{right}”",
                    )


@check("MISSPELT_WORD", "warning")
def misspelt_word(corpus: Corpus) -> Iterator[Doubt]:
    """Words that are commonly mistyped for others of the same sound or sense."""
    for entry in corpus.entries:
        for label, text in _texts(entry):
            for wrong, right in MISSPELT.items():
                if wrong in text:
                    message = f"{label}“{_around(text, wrong)}”里的“{wrong}”疑为错别字"
                    yield about(entry, message, f"似应为“{right}”")


@check("WORDS_REDUNDANT", "note")
def redundant_words(corpus: Corpus) -> Iterator[Doubt]:
    """彩超超声, 约……左右: said twice; 000 规程 三(一)2 asks for the most concise words."""
    for entry in corpus.entries:
        for label, text in _texts(entry):
            for pattern, why in REDUNDANT.items():
                found = re.search(pattern, text)
                if found:
                    yield about(entry, f"{label}里“{found.group()}”语意重复", f"{why}，请删去一处")


def _around(text: str, piece: str) -> str:
    at = text.index(piece)
    return text[max(0, at - 4) : at + len(piece) + 4]


@check("EDITOR_ARTEFACT", "note")
def editor_artefact(corpus: Corpus) -> Iterator[Doubt]:
    """What an editor left in a cell (a bookmark) is no part of the name."""
    for entry in corpus.entries:
        found = ARTEFACT.search(entry.raw)
        if found:
            text = f"单元格里残留编辑痕迹“{found.group()}”，已不计入名称“{entry.name}”"
            yield about(entry, text, "请从原件中删去")


@check("STRAY_CHARACTER", "warning")
def stray_character(corpus: Corpus) -> Iterator[Doubt]:
    """A backslash or an invisible character inside Chinese text was typed by accident."""
    for entry in corpus.entries:
        for label, text in _texts(entry):
            found = _STRAY.search(text)
            if found:
                around = text[max(0, found.start() - 4) : found.end() + 4]
                code = f"U+{ord(found.group()):04X}"
                hint = "似应为顿号“、”" if found.group() == "\\" else "请删去"
                yield about(entry, f"{label}“{around}”里有不该出现的字符（{code}）", hint)


@check("BRACKETS_UNBALANCED", "warning")
def unbalanced_brackets(corpus: Corpus) -> Iterator[Doubt]:
    """An opening bracket or quotation mark has its closing one of the same width."""
    for entry in corpus.entries:
        for label, text in _texts(entry):
            lopsided = [a + b for a, b in _PAIRS if text.count(a) != text.count(b)]
            if lopsided:
                at = min(text.index(c) for c in "".join(lopsided) if c in text)
                around = text[max(0, at - 4) : at + 12]
                text_ = f"{label}“{around}”里的括号或引号{'、'.join(lopsided)}不成对或全半角混用"
                yield about(entry, text_, "请补齐或统一为全角")


@check("HALF_WIDTH_PUNCTUATION", "note")
def half_width_punctuation(corpus: Corpus) -> Iterator[Doubt]:
    """Chinese text takes full-width punctuation; a half-width comma breaks later searching."""
    for entry in corpus.entries:
        for label, text in _texts(entry):
            marks = [m.group() for m in _HALF_WIDTH.finditer(text)]
            if text.count("(") == text.count(")"):
                marks += [m.group() for m in _HALF_BRACKET.finditer(text)]
            if marks:
                shown = "”“".join(dict.fromkeys(marks))
                yield about(entry, f"{label}里用了半角标点：“{shown}”", "请改为全角标点")


@check("BLANK_IN_NAME", "note")
def blank_in_name(corpus: Corpus) -> Iterator[Doubt]:
    """A blank between letters and Chinese makes one name look like two to a computer."""
    for entry in corpus.entries:
        if re.search(rf"(?<=[{_HAN}])\s|\s(?=[{_HAN}])", entry.name):
            yield about(entry, f"名称“{entry.name}”里有空格", "请删去空格；比对名称时不计空格")


@check("COMMA_IN_ENUMERATION", "note")
def comma_in_enumeration(corpus: Corpus) -> Iterator[Doubt]:
    """Things of one kind are parted by 、: “（交换机，路由器、防火墙）”, “主干，枝盘，顶部”."""
    for entry in corpus.entries:
        series = re.findall(
            r"进行([^，。、]{2,3}，[^，。、]{2,3}，[^，。、]{2,6})，", entry.definition
        )
        for inner in re.findall(r"[（(]([^（）()]*)[）)]", entry.definition):
            if "，" in inner and "、" in inner and len(max(re.split("[，、]", inner), key=len)) < 8:
                series.append(inner)
        for found in series:
            text = f"定义里并列的词“{found}”用了逗号"
            yield about(entry, text, "并列的词之间统一用顿号“、”")


@check("BRACKETS_NESTED", "note")
def nested_brackets(corpus: Corpus) -> Iterator[Doubt]:
    """A bracket in a bracket, as in （登山（山地户外））, is easily cut at the wrong one."""
    for entry in corpus.entries:
        printed = f"{entry.name}（{entry.scope}）" if entry.scope else entry.name
        if re.search(r"[（(][^（）()]*[（(]", printed):
            text = f"“{printed}”括号里又有括号，内层是工种的说明"
            yield about(entry, text, "按最外层括号拆分工种；录入时保留内层括号")


@check("CELL_TWO_VALUES", "warning")
def two_values(corpus: Corpus) -> Iterator[Doubt]:
    """A cell for one occupation that holds two: old and new name were not decided between."""
    for entry in corpus.entries:
        for cell in entry.cells if entry.definition else ():
            if LINE_BREAK in cell and cell.replace(LINE_BREAK, "、") == entry.occupation:
                text = f"职业领域一格里有两个值：“{cell.replace(LINE_BREAK, '”“')}”"
                yield about(entry, text, "一项能力只对应一个细类（技术规程三(三)1），请选定其一")
