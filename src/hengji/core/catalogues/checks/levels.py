"""Doubts about levels, marks, stars and empty cells."""

import re
from collections import defaultdict
from collections.abc import Iterator

from hengji.core.catalogues import model
from hengji.core.catalogues.cells import split_work_types
from hengji.core.catalogues.checks.corpus import Corpus, is_specialty, rows_text
from hengji.core.catalogues.checks.registry import Doubt, about, check
from hengji.core.catalogues.model import Entry

_WORKER = re.compile(r"[工员师]$")


def _levels_text(levels: set[int] | tuple[int, ...]) -> str:
    return "、".join(str(level) for level in sorted(levels, reverse=True))


@check("LEVELS_UNREADABLE", "error")
def unreadable_levels(corpus: Corpus) -> Iterator[Doubt]:
    """A row for evaluation says its levels, 5 to 1, or that it is a specialty."""
    for entry in corpus.lists.get(model.EVALUATION, []):
        if not entry.levels and not is_specialty(entry):
            shown = entry.cells[-1]
            yield about(entry, f"等级“{shown}”不是1到5的数字", "请对照原件更正")


@check("LEVELS_WITH_HOLE", "warning")
def levels_with_hole(corpus: Corpus) -> Iterator[Doubt]:
    """One rises level by level: a level that neither the row nor its work types have is missing."""
    together: dict[str, set[int]] = defaultdict(set)
    rows = corpus.lists.get(model.EVALUATION, [])
    for entry in rows:
        together[entry.code] |= set(entry.levels)
    for entry in rows:
        own = set(entry.levels)
        if not own:
            continue
        wanted = set(range(min(own), max(own) + 1)) - own
        others = together[entry.code] if not entry.scope else own
        missing = wanted - others
        if missing:
            text = f"“{entry.name}”的等级“{_levels_text(own)}”中间缺{_levels_text(missing)}级"
            yield about(entry, text, "请核对是否漏列；同编码的其他行也没有这一级")


@check("LEVELS_FILLED_BY_WORK_TYPES", "note")
def levels_filled(corpus: Corpus) -> Iterator[Doubt]:
    """Levels 5、2、1 with 4 and 3 on the rows of work types: right, but easily misread."""
    rows = corpus.lists.get(model.EVALUATION, [])
    for entry in rows:
        own = set(entry.levels)
        missing = set(range(min(own), max(own) + 1)) - own if own else set()
        fillers = [
            other
            for other in rows
            if other.code == entry.code and other.scope and set(other.levels) & missing
        ]
        if missing and not entry.scope and fillers:
            where = rows_text([other.row for other in fillers])
            text = f"“{entry.name}”的等级“{_levels_text(own)}”缺{_levels_text(missing)}级"
            yield about(entry, f"{text}，该级按工种列在第{where}行", "申报该级时选择工种所在的行")


@check("WORK_TYPE_TWICE", "warning")
def work_type_twice(corpus: Corpus) -> Iterator[Doubt]:
    """裁剪服装制版 and 裁剪服装制版师 are one work type: two rows, two sets of levels."""
    for rows in corpus.lists.values():
        seen: dict[tuple[str, str], Entry] = {}
        for entry in rows:
            if not entry.scope or not entry.levels:
                continue
            for work_type in split_work_types(entry.scope):
                first = seen.setdefault((entry.code, _WORKER.sub("", work_type)), entry)
                if first is not entry:
                    text = (
                        f"“{entry.name}（{entry.scope}）”与第{first.row}行“{first.name}"
                        f"（{first.scope}）”是同一工种，等级却分别为"
                        f"“{_levels_text(entry.levels)}”和“{_levels_text(first.levels)}”"
                    )
                    yield about(entry, text, "请核对保留哪一行，等级以哪一行为准")


@check("ROW_REPEATED", "error")
def repeated_row(corpus: Corpus) -> Iterator[Doubt]:
    """The same code, name and work types twice in a list: one row is too many."""
    for rows in corpus.lists.values():
        seen: dict[tuple[str, str, str], Entry] = {}
        for entry in rows:
            if not entry.code:
                continue
            first = seen.setdefault((entry.code, entry.name, entry.scope), entry)
            if first is not entry:
                text = f"“{entry.code} {entry.name}”与第{first.row}行完全相同"
                yield about(entry, text, "请核对原件，删去重复的一行")


@check("CODE_TWICE_BY_SCOPE", "note")
def code_twice(corpus: Corpus) -> Iterator[Doubt]:
    """A code on two rows with different work types is no slip, but the code alone decides nothing.

    The list for evaluation prints a row for each work type throughout; there it is the rule.
    """
    for list_id, rows in corpus.lists.items():
        seen: dict[str, Entry] = {}
        for entry in rows if list_id != model.EVALUATION else ():
            if not entry.code:
                continue
            first = seen.setdefault(entry.code, entry)
            if first is not entry and first.scope != entry.scope:
                text = (
                    f"编码 {entry.code} 出现两次：第{first.row}行工种“{first.scope or '全部'}”，"
                    f"本行工种“{entry.scope or '全部'}”"
                )
                yield about(entry, text, "比对时用编码加名称（工种），不能只用编码")


@check("MARK_DIFFERS", "warning")
def mark_differs(corpus: Corpus) -> Iterator[Doubt]:
    """S, L and * belong to the occupation: two lists of one notice must agree on them."""
    guide = {
        (entry.code, entry.name): entry for entry in corpus.lists.get(model.HUAIAN_OCCUPATIONS, [])
    }
    for entry in corpus.lists.get(model.HUAIAN_SHORTAGE, []):
        other = guide.get((entry.code, entry.name))
        if other and (entry.marks, entry.starred) != (other.marks, other.starred):
            text = f"“{_shown(entry)}”在附件2第{other.printed_seq}号写作“{_shown(other)}”"
            yield about(entry, f"{text}，标识不一致", "“*”决定线上课时上限，请核对")


def _shown(entry: Entry) -> str:
    return f"{'*' if entry.starred else ''}{entry.name}{entry.marks}"


@check("MARK_INCONSISTENT", "note")
def mark_inconsistent(corpus: Corpus) -> Iterator[Doubt]:
    """Within a list an occupation bears its mark on some rows and not on others."""
    for list_id in model.SPECIALTY_LISTS:
        uses: dict[str, list[Entry]] = defaultdict(list)
        for entry in corpus.lists.get(list_id, []):
            uses[entry.occupation].append(entry)
        for occupation, entries in uses.items():
            marked = [entry for entry in entries if entry.marks]
            plain = [entry for entry in entries if not entry.marks]
            if occupation and marked and plain:
                text = (
                    f"职业领域“{occupation}”在第{rows_text([e.row for e in marked])}行带标识"
                    f"“{marked[0].marks}”，在第{rows_text([e.row for e in plain])}行不带"
                )
                yield about(marked[0], text, "标识属于职业本身，请统一；检索时不计标识")


@check("MARK_IN_FIELD", "note")
def mark_in_field(corpus: Corpus) -> Iterator[Doubt]:
    """S or L glued to the 职业领域 is a mark of the classification, no part of the name."""
    for list_id in model.SPECIALTY_LISTS:
        for entry in corpus.lists.get(list_id, []):
            if entry.marks:
                text = f"职业领域“{entry.occupation}{entry.marks}”末尾的“{entry.marks}”是"
                meaning = "绿色职业" if entry.marks == "L" else "数字职业"
                yield about(entry, f"{text}{meaning}标识，已拆出", "职业领域只写细类名称")


@check("CLASS_MISSING", "note")
def class_missing(corpus: Corpus) -> Iterator[Doubt]:
    """Without A, B or C the subsidy rate of 附件1 cannot be looked up by class."""
    for list_id in (model.HUAIAN_OCCUPATIONS, model.HUAIAN_SPECIALTIES, model.HUAIAN_COMPLETION):
        for entry in corpus.lists.get(list_id, []):
            if entry.rate_class not in {"A", "B", "C"}:
                shown = entry.rate_class or "空"
                text = f"“{entry.name}”的类别为“{shown}”，不是A、B、C之一"
                yield about(entry, text, "查附件1是否另列补贴基准；没有的请补类别")


@check("CERTIFICATE_MISSING", "warning")
def certificate_missing(corpus: Corpus) -> Iterator[Doubt]:
    """Where a list has a column of certificates, every row needs one."""
    for rows in corpus.lists.values():
        filled = [entry for entry in rows if entry.certificate]
        if len(filled) * 2 <= len(rows):
            continue
        for entry in rows:
            if not entry.certificate:
                yield about(entry, f"“{entry.name}”没有写证书类型", "请对照原件补上")


@check("NAME_EMPTY", "error")
def empty_name(corpus: Corpus) -> Iterator[Doubt]:
    """A row without a name means nothing."""
    for entry in corpus.entries:
        if not entry.name:
            yield about(entry, f"第{entry.row}行没有名称：“{entry.raw}”", "请对照原件补上名称")
