"""Doubts about codes: their form, what the classification allows, what other lists say."""

import re
from collections import defaultdict
from collections.abc import Iterator

from hengji.core.catalogues.cells import EDITION
from hengji.core.catalogues.checks.corpus import Corpus, is_occupation
from hengji.core.catalogues.checks.registry import Doubt, about, check
from hengji.core.catalogues.model import HUAIAN_COMPLETION, LIST_TITLES, Entry

_OCCUPATION = re.compile(r"^\d-\d{2}-\d{2}-\d{2}$")
_SPECIALTY = re.compile(r"^(\d-\d{2}-\d{2}-Z\d|\d{9})$")
_COMPLETION = re.compile(r"^\d{10}$")
_GROUPS = re.compile(r"^(\d)-?(\d{2})")
# 职业分类大典 2022: 8 major groups with 79 sub-major groups, 6 + 11 + 4 + 15 + 6 + 32 + 4 + 1;
# numbers run from 01, “99 其他” apart, and the eighth has the one group 00.
_LAST_SUB_MAJOR = {"1": 6, "2": 10, "3": 3, "4": 14, "5": 5, "6": 31, "7": 4, "8": 0}
_OTHERS = 99


def _expected(entry: Entry) -> tuple[re.Pattern[str], str]:
    if entry.list_id == HUAIAN_COMPLETION:
        return _COMPLETION, "10位数字"
    if is_occupation(entry):
        return _OCCUPATION, "d-dd-dd-dd"
    return _SPECIALTY, "9位数字或 d-dd-dd-Z1"


@check("CODE_MISSING", "error")
def missing_code(corpus: Corpus) -> Iterator[Doubt]:
    """An occupation is known by its code; without one it cannot be matched with a certificate."""
    for entry in corpus.entries:
        if is_occupation(entry) and not entry.code:
            yield about(entry, f"职业“{entry.name}”没有编码", "请查职业分类大典补上编码")


@check("CODE_MALFORMED", "error")
def malformed_code(corpus: Corpus) -> Iterator[Doubt]:
    """A code has a fixed form: four groups for an occupation, nine digits for a specialty."""
    for entry in corpus.entries:
        pattern, form = _expected(entry)
        if entry.code and not pattern.match(entry.code):
            text = f"“{entry.name}”的编码“{entry.code}”不是{form}的形式"
            hint = "请核对原件；专项职业能力没有编码时应为“/”" if len(entry.code) < 5 else ""
            yield about(entry, text, hint or "请核对原件，更正编码")


@check("CODE_IMPOSSIBLE", "error")
def impossible_code(corpus: Corpus) -> Iterator[Doubt]:
    """The classification of 2022 has eight major groups and 79 sub-major groups, no others."""
    for entry in corpus.entries:
        if not is_occupation(entry) or not _OCCUPATION.match(entry.code):
            continue
        if not group_exists(entry.code):
            text = (
                f"编码“{entry.code}”（{entry.name}）的中类“{entry.code[:4]}”在职业分类大典里不存在"
            )
            yield about(entry, text, _better(corpus, entry))


def group_exists(code: str) -> bool:
    """Does the code's sub-major group exist in the classification of 2022?"""
    groups = _GROUPS.match(code)
    if not groups or groups.group(1) not in _LAST_SUB_MAJOR:
        return False
    number, last = int(groups.group(2)), _LAST_SUB_MAJOR[groups.group(1)]
    return number == _OTHERS or (number <= last and (number > 0 or last == 0))


def _better(corpus: Corpus, entry: Entry) -> str:
    for other in corpus.occupations.get(entry.name, ()):
        if other.code != entry.code and group_exists(other.code):
            where = f"{LIST_TITLES.get(other.list_id, other.list_id)}第{other.printed_seq}号"
            return f"同名职业在“{where}”的编码是 {other.code}，请核对"
    return "请查职业分类大典更正编码"


@check("NAME_WITH_OTHER_CODE", "warning")
def name_with_other_code(corpus: Corpus) -> Iterator[Doubt]:
    """One occupation has one code in one edition: two codes for a name are a slip or an edition."""
    for name, rows in corpus.occupations.items():
        uses: dict[str, list[Entry]] = defaultdict(list)
        for entry in rows:
            uses[entry.code].append(entry)
        if len(uses) < 2:
            continue
        most = max(uses, key=lambda code: (group_exists(code), len(uses[code])))
        for code, entries in uses.items():
            if code == most:
                continue
            other = uses[most][0]
            title = LIST_TITLES.get(other.list_id, other.list_id)
            for entry in entries:
                text = f"“{name}”在本行的编码是 {code}，在《{title}》第{other.row}行是 {most}"
                yield about(entry, text, f"请核对所依据的大典版本；多数写作 {most}")


@check("CODE_WITH_OTHER_NAME", "warning")
def code_with_other_name(corpus: Corpus) -> Iterator[Doubt]:
    """One code names one occupation; another name is an older edition or a slip."""
    for code, rows in corpus.by_code.items():
        names: dict[str, list[Entry]] = defaultdict(list)
        for entry in rows:
            names[entry.name].append(entry)
        if len(names) < 2:
            continue
        most = max(names, key=lambda name: len(names[name]))
        for name, entries in names.items():
            for entry in entries if name != most else ():
                text = f"编码 {code} 在本行名为“{name}”，在别处名为“{most}”"
                yield about(entry, text, "请核对名称，或查新旧名称对照表")


@check("EDITION_MIXED", "note")
def mixed_editions(corpus: Corpus) -> Iterator[Doubt]:
    """Where some codes say “（2022年版）”, the edition of the others is left open."""
    for list_id, rows in corpus.lists.items():
        marked = [entry for entry in rows if EDITION.search(entry.raw)]
        plain = [entry for entry in rows if entry.code and entry not in marked]
        if marked and plain:
            text = (
                f"{len(marked)}行编码注明“（2022年版）”，其余{len(plain)}行有编码而未注明版本，"
                "同一目录混用两个版本的编码"
            )
            yield Doubt(list_id, None, text, "比对编码前先确定未注明的行按哪一版大典")
