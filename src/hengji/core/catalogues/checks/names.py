"""Doubts about names of specialties: the naming rule, and variants of one name."""

import re
from collections.abc import Iterator
from itertools import combinations

from hengji.core.catalogues.checks.corpus import Corpus, is_specialty
from hengji.core.catalogues.checks.registry import Doubt, about, check
from hengji.core.catalogues.model import LIST_TITLES, SICHUAN_FILED, SICHUAN_MANAGED, Entry
from hengji.core.catalogues.naming import known_names, name_faults
from hengji.core.catalogues.spelling import SYNONYMS

_SPEC = "专项职业能力考核规范"
# Endings that one list adds to a name and another leaves out.
_ADDED_ENDINGS = ("技术", "制作", "专项")
_SHARED_HEAD = 4
_SHARED_TAIL = 5
_VERB_LEFT_OUT = re.compile(r"(制作|加工|烹制|编织|生产)$")


def _rule(corpus: Corpus, code: str) -> Iterator[Doubt]:
    # A bracket may name a work type by what it does, 母婴护理; only 母婴护理员 names a worker.
    workers = [name for name in corpus.work_types if name.endswith(("工", "员", "师", "司机"))]
    is_occupation_name = known_names([*corpus.occupations, *workers])
    for entry in corpus.entries:
        if is_specialty(entry):
            for fault in name_faults(entry.name, is_occupation_name):
                if fault.code == code:
                    yield about(entry, fault.message, fault.suggestion)


@check("NAME_IS_OCCUPATION", "warning")
def name_is_occupation(corpus: Corpus) -> Iterator[Doubt]:
    """000 规程 三(一)1: “专项职业能力的名称不能与工种或职业名称雷同”."""
    return _rule(corpus, "NAME_IS_OCCUPATION")


@check("NAME_ENDS_LIKE_OCCUPATION", "warning")
def name_ends_like_occupation(corpus: Corpus) -> Iterator[Doubt]:
    """000 规程 三(一)1: a name ends neither in 工 nor 员 nor 师, verbs such as 加工 apart."""
    return _rule(corpus, "NAME_ENDS_LIKE_OCCUPATION")


@check("NAME_ENDS_IN_NOUN", "note")
def name_ends_in_noun(corpus: Corpus) -> Iterator[Doubt]:
    """000 规程 三(一)1: product or service + verb; 彩铃制作技术 ends in a noun."""
    return _rule(corpus, "NAME_ENDS_IN_NOUN")


@check("NAME_VERB_FIRST", "note")
def name_verb_first(corpus: Corpus) -> Iterator[Doubt]:
    """000 规程 三(一)1: product or service + verb; 护理病人 turns the order round."""
    return _rule(corpus, "NAME_VERB_FIRST")


@check("NAME_LACKS_VERB", "warning")
def name_lacks_verb(corpus: Corpus) -> Iterator[Doubt]:
    """Where the definition says “制作荣昌卤鹅的能力”, the name left out its verb 制作."""
    for entry in corpus.entries:
        before, there, _ = entry.definition.partition(f"{entry.name}的能力")
        found = _VERB_LEFT_OUT.search(before) if there else None
        if found and not entry.name.endswith(found.group(1)):
            verb = found.group(1)
            text = f"名称“{entry.name}”没有动词，定义却写“{verb}{entry.name}的能力”"
            yield about(entry, text, f"名称似应为“{entry.name}{verb}”（技术规程三(一)1）")


@check("NAME_REPEATED", "error")
def repeated_name(corpus: Corpus) -> Iterator[Doubt]:
    """Within one list a specialty stands once."""
    for rows in corpus.specialties.values():
        seen: dict[str, Entry] = {}
        for entry in rows:
            first = seen.setdefault(entry.list_id, entry)
            if first is not entry:
                text = f"“{entry.name}”在第{first.row}行已经列过"
                yield about(entry, text, "请核对是否重复，或其中一个名称有误")


@check("TITLE_INCOMPLETE", "warning")
def incomplete_title(corpus: Corpus) -> Iterator[Doubt]:
    """001 附件2、3 print each item as 《…专项职业能力考核规范》; some leave the words out."""
    for list_id in (SICHUAN_FILED, SICHUAN_MANAGED):
        for entry in corpus.lists.get(list_id, []):
            printed = re.sub(r"^Z?\d+、", "", entry.cells[-1])
            lacks = [
                part
                for part, there in (
                    ("书名号《》", printed.startswith("《") and printed.endswith("》")),
                    (f"“{_SPEC}”", _SPEC in printed),
                )
                if not there
            ]
            if lacks:
                yield about(
                    entry,
                    f"“{printed}”缺少{'和'.join(lacks)}，与同目录其他项的写法不一致",
                    f"似应为“《{entry.name}{_SPEC}》”",
                )


@check("NAME_CASE_VARIES", "note")
def case_varies(corpus: Corpus) -> Iterator[Doubt]:
    """AUTOCAD and AutoCAD are one name: matching must not depend on letters' case or width."""
    for rows in corpus.specialties.values():
        spellings = {entry.name: entry for entry in rows}
        for entry in rows:
            others = [name for name in spellings if name != entry.name]
            if others:
                other = spellings[others[0]]
                title = LIST_TITLES.get(other.list_id, other.list_id)
                text = f"“{entry.name}”在《{title}》写作“{other.name}”（大小写、全半角或空格不同）"
                yield about(entry, text, "两处是同一名称；请统一写法")


@check("NAME_VARIANT", "note")
def name_variant(corpus: Corpus) -> Iterator[Doubt]:
    """One specialty under two names (传感器应用, 传感器应用技术) is easily taken for two."""
    lists = {rows[0]: {e.list_id for e in rows} for rows in corpus.specialties.values()}
    for one, other in _neighbours(list(lists)):
        if lists[one] & lists[other]:
            continue  # a list that has both means two things
        why = _variant(one.name, other.name)
        if why:
            title = LIST_TITLES.get(one.list_id, one.list_id)
            text = f"“{other.name}”与《{title}》第{one.row}行“{one.name}”疑为同一项，{why}"
            yield about(other, text, "请确认是否同一专项职业能力；若是，登记为别名")


def _neighbours(entries: list[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs whose names begin or end alike: all others differ too much to be one name."""
    for one, other in combinations(entries, 2):
        if one.name[:2] == other.name[:2] or one.name[-2:] == other.name[-2:]:
            yield one, other


def _variant(one: str, other: str) -> str:
    """Why the two may be one name; empty if they are not."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and long[len(short) :] in _ADDED_ENDINGS:
        return f"只多“{long[len(short) :]}”"
    if len(short) >= _SHARED_TAIL and long.endswith(short):
        return f"只多“{long[: -len(short)]}”"
    if _unified(one) == _unified(other):
        return "只是同义词之别"
    if len(short) >= _SHARED_TAIL and _is_fuller(short, long):
        return "只多几个字"
    bare_one, bare_other = (re.sub(r"[（(].*?[）)]|技术$", "", name) for name in (one, other))
    if bare_one == bare_other and len(bare_one) >= _SHARED_HEAD:
        return "只差括号里的说明或“技术”二字"
    return ""


def _unified(name: str) -> str:
    """The name with each verb replaced by the first of its synonyms."""
    for first, *others in SYNONYMS:
        for other in others:
            name = name.replace(other, first)
    return name


def _is_fuller(short: str, long: str) -> bool:
    """电动车维修, 电动自行车维修: up to two characters put in, head and verb the same."""
    if len(long) - len(short) > 2 or short[:2] != long[:2] or short[-2:] != long[-2:]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)
