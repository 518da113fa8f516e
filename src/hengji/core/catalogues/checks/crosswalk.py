"""Doubts about the crosswalk of old and current occupations (003 附件4)."""

import re
from collections import defaultdict
from collections.abc import Iterator

from hengji.core.catalogues import model
from hengji.core.catalogues.checks.codes import group_exists
from hengji.core.catalogues.checks.corpus import Corpus
from hengji.core.catalogues.checks.registry import Doubt, check
from hengji.core.catalogues.model import CrosswalkPair, Entry
from hengji.core.catalogues.resolve import EntryIndex, code_key

_CODE = re.compile(r"^\d{7}$")
_CASES = {
    "名称一致编码不一致": (True, False),
    "编码一致名称不一致": (False, True),
    "编码和名称不一致": (False, False),
}


def _doubt(pair: CrosswalkPair, message: str, suggestion: str) -> Doubt:
    return Doubt(model.CROSSWALK, pair.row, message, suggestion)


@check("CROSSWALK_CODE_MALFORMED", "error")
def malformed_code(corpus: Corpus) -> Iterator[Doubt]:
    """The table writes a code of the classification as seven digits."""
    for pair in corpus.pairs:
        for label, code, name in (
            ("现行", pair.code_now, pair.name_now),
            ("过渡期", pair.code_old, pair.name_old),
        ):
            if not _CODE.match(code):
                inner = re.search(r"\d{7}", code)
                hint = f"其中的 {inner.group()} 是否才是工种编码？" if inner else ""
                text = f"“{name}”的{label}编码“{code}”不是7位数字"
                yield _doubt(pair, text, f"请核对原件。{hint}")


@check("CROSSWALK_CODE_IMPOSSIBLE", "error")
def impossible_code(corpus: Corpus) -> Iterator[Doubt]:
    """Also an old code begins with a sub-major group that exists."""
    for pair in corpus.pairs:
        for code, name in ((pair.code_now, pair.name_now), (pair.code_old, pair.name_old)):
            if _CODE.match(code) and not group_exists(code):
                yield _doubt(pair, f"“{name}”的编码“{code}”的中类不存在", "请核对原件")


@check("CROSSWALK_CLASS_MISSING", "warning")
def class_missing(corpus: Corpus) -> Iterator[Doubt]:
    """Both sides have a class; an empty one leaves the subsidy rate of old certificates open."""
    for pair in corpus.pairs:
        for label, rate_class, name in (
            ("现行", pair.class_now, pair.name_now),
            ("过渡期", pair.class_old, pair.name_old),
        ):
            if not rate_class:
                text = f"{label}职业“{name}”的工种类别为空"
                yield _doubt(pair, text, "请补上；按“同等落实”可取现行职业的类别")


@check("CROSSWALK_CASE_CONTRADICTS", "error")
def case_contradicts(corpus: Corpus) -> Iterator[Doubt]:
    """The first column says what differs, name or code; the row must bear it out."""
    for pair in corpus.pairs:
        wanted = _CASES.get(pair.case)
        names_agree = pair.name_now.split("（")[0] == pair.name_old
        codes_agree = pair.code_now == pair.code_old
        if wanted is None:
            yield _doubt(pair, f"情形“{pair.case}”不是三种情形之一", "请核对原件")
        elif wanted != (names_agree, codes_agree):
            text = (
                f"情形写“{pair.case}”，而本行为 {pair.code_now} {pair.name_now} 对 "
                f"{pair.code_old} {pair.name_old}"
            )
            yield _doubt(pair, text, "请核对归入哪一种情形，或编码、名称有误")


def _guide(corpus: Corpus) -> list[Entry]:
    return corpus.lists.get(model.HUAIAN_OCCUPATIONS, [])


@check("CROSSWALK_TARGET_MISSING", "error")
def target_missing(corpus: Corpus) -> Iterator[Doubt]:
    """The current side must stand in 附件2, or nobody can be paid by it."""
    guide = _guide(corpus)
    index = EntryIndex(guide)
    for pair in corpus.pairs if guide else ():
        found = index.resolve((model.HUAIAN_OCCUPATIONS,), pair.code_now, pair.name_now)
        if found.state != "listed":
            text = f"现行职业“{pair.code_now} {pair.name_now}”不在附件2里"
            yield _doubt(pair, text, "请核对编码和名称")


@check("CROSSWALK_CLASS_DIFFERS", "error")
def class_differs(corpus: Corpus) -> Iterator[Doubt]:
    """The class of an occupation is the same in 附件2 and 附件4, now and before."""
    guide = {(code_key(entry.code), entry.name): entry for entry in _guide(corpus)}
    for pair in corpus.pairs:
        entry = guide.get((pair.code_now, pair.name_now))
        if entry and pair.class_now and entry.rate_class != pair.class_now:
            text = f"“{pair.name_now}”在本表为{pair.class_now}类，在附件2为{entry.rate_class}类"
            yield _doubt(pair, text, "补贴标准按类别而定，请核对")
        if pair.class_now and pair.class_old and pair.class_now != pair.class_old:
            text = f"“{pair.name_now}”现行{pair.class_now}类，过渡期{pair.class_old}类"
            yield _doubt(pair, text, "同等落实时以哪一类为准，请核对")


@check("CROSSWALK_OLD_CODE_IS_CURRENT", "note")
def old_is_current(corpus: Corpus) -> Iterator[Doubt]:
    """An old code that is today another occupation's code: only the name tells which is meant."""
    current = {code_key(entry.code): entry for entry in _guide(corpus)}
    for pair in corpus.pairs:
        entry = current.get(pair.code_old)
        if entry and entry.name != pair.name_old and pair.code_old != pair.code_now:
            text = f"旧编码 {pair.code_old}（{pair.name_old}）现在是“{entry.name}”的编码"
            yield _doubt(pair, text, "比对旧证书时必须连同名称")


@check("CROSSWALK_SEVERAL_TARGETS", "note")
def several_targets(corpus: Corpus) -> Iterator[Doubt]:
    """One old occupation with several current ones: somebody has to choose."""
    targets: dict[tuple[str, str], list[CrosswalkPair]] = defaultdict(list)
    for pair in corpus.pairs:
        targets[(pair.code_old, pair.name_old)].append(pair)
    for (code, name), pairs in targets.items():
        if len(pairs) > 1:
            shown = "、".join(f"{pair.name_now}（{pair.code_now}）" for pair in pairs)
            text = f"旧职业“{code} {name}”对应{len(pairs)}个现行职业：{shown}"
            yield _doubt(pairs[0], text, "认定时记录所选的现行职业")


@check("CROSSWALK_CELL_SHARED", "note")
def shared_cell(corpus: Corpus) -> Iterator[Doubt]:
    """A cell with two codes, or one cell for two lines, is read as several pairs."""
    by_row: dict[int, list[CrosswalkPair]] = defaultdict(list)
    for pair in corpus.pairs:
        by_row[pair.row].append(pair)
    for pairs in by_row.values():
        pair = pairs[0]
        if len(pairs) > 1:
            codes = "、".join(other.code_old for other in pairs)
            text = f"“{pair.name_old}”一格里有{len(pairs)}个旧编码：{codes}，按{len(pairs)}对导入"
            yield _doubt(pair, text, "每个编码请各占一行")
        elif pair.raw and pair.code_old not in pair.raw:
            text = f"“{pair.name_now}”的过渡期三格为空，按合并单元格取上一行“{pair.name_old}”"
            yield _doubt(pair, text, "请核对合并单元格的范围")


@check("CROSSWALK_OLD_CODE_RESIDUAL", "note")
def residual_code(corpus: Corpus) -> Iterator[Doubt]:
    """An old code with a group 99 (“其他”) belonged to many occupations before they had codes."""
    for pair in corpus.pairs:
        if _CODE.match(pair.code_old) and "99" in (pair.code_old[1:3], pair.code_old[3:5]):
            text = f"旧编码 {pair.code_old}（{pair.name_old}）是“其他”类的代码，不专属这一职业"
            yield _doubt(pair, text, "比对旧证书时必须连同名称")


@check("CROSSWALK_NAMES_UNRELATED", "note")
def unrelated_names(corpus: Corpus) -> Iterator[Doubt]:
    """One code, two names without a word in common: renamed, or the code was given away?"""
    for pair in corpus.pairs:
        old = {pair.name_old[i : i + 2] for i in range(len(pair.name_old) - 1)}
        now = {pair.name_now[i : i + 2] for i in range(len(pair.name_now) - 1)}
        if pair.code_now == pair.code_old and not old & now:
            text = f"编码 {pair.code_now} 的新旧名称“{pair.name_now}”“{pair.name_old}”毫无相同的词"
            yield _doubt(pair, text, "请核对是更名，还是编码已转给另一职业")
