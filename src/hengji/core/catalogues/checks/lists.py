"""Doubts that show only when lists of one notice are laid beside each other."""

from collections.abc import Iterator

from hengji.core.catalogues import model
from hengji.core.catalogues.cells import split_work_types
from hengji.core.catalogues.checks.corpus import Corpus, rows_text
from hengji.core.catalogues.checks.registry import Doubt, about, check
from hengji.core.catalogues.model import Entry
from hengji.core.text import name_key


@check("SHORTAGE_NOT_IN_GUIDE", "warning")
def shortage_not_in_guide(corpus: Corpus) -> Iterator[Doubt]:
    """003 一: the shortage list raises the rate of occupations that 附件2 subsidises."""
    guide = corpus.lists.get(model.HUAIAN_OCCUPATIONS, [])
    known = {(entry.code, entry.name) for entry in guide}
    for entry in corpus.lists.get(model.HUAIAN_SHORTAGE, []) if guide else ():
        if (entry.code, entry.name) not in known:
            text = f"紧缺型职业“{entry.code} {entry.name}”不在附件2的职业（工种）指导目录里"
            yield about(entry, text, "没有补贴基准可上浮；请核对编码和名称")


@check("SCOPE_DIFFERS", "warning")
def scope_differs(corpus: Corpus) -> Iterator[Doubt]:
    """附件2 limits an occupation to some work types, 附件3 does not (or the reverse)."""
    guide: dict[str, list[Entry]] = {}
    for entry in corpus.lists.get(model.HUAIAN_OCCUPATIONS, []):
        guide.setdefault(entry.code, []).append(entry)
    for entry in corpus.lists.get(model.HUAIAN_SHORTAGE, []):
        others = guide.get(entry.code, [])
        if others and all(entry.scope != other.scope for other in others):
            scopes = "；".join(other.scope or "全部工种" for other in others)
            text = f"“{entry.name}”在附件3的工种为“{entry.scope or '全部'}”，在附件2为“{scopes}”"
            yield about(entry, text, "请明确上浮10%是否只限附件2列出的工种")


@check("SCOPE_LIMITS", "note")
def scope_limits(corpus: Corpus) -> Iterator[Doubt]:
    """附件2's heading says “含各职业下全部工种”; a bracket on some rows seems to take it back."""
    rows = [e for e in corpus.lists.get(model.HUAIAN_OCCUPATIONS, []) if e.scope]
    if rows:
        text = f"表头写“含各职业下全部工种”，第{rows_text([e.row for e in rows])}行却用括号列出工种"
        yield Doubt(
            model.HUAIAN_OCCUPATIONS, None, text, "按只限括号内工种处理；另有理解请在政策解释中写明"
        )


@check("WORK_TYPE_SPELT_OTHERWISE", "note")
def work_type_spelt_otherwise(corpus: Corpus) -> Iterator[Doubt]:
    """母婴护理 in one list is 母婴护理员 in another: a comparison by name must know both."""
    for entry in corpus.entries:
        for work_type in split_work_types(entry.scope):
            for ending in "工员师":
                other = corpus.work_types.get(work_type + ending)
                if other and other.code == entry.code and other.list_id != entry.list_id:
                    title = model.LIST_TITLES.get(other.list_id, other.list_id)
                    text = f"工种“{work_type}”在《{title}》第{other.row}行写作“{work_type}{ending}”"
                    yield about(entry, text, "两处似是同一工种，请统一名称")


@check("STARS_LEFT_OUT", "note")
def stars_left_out(corpus: Corpus) -> Iterator[Doubt]:
    """附件4 prints “*” on a few of the occupations that bear it in 附件2."""
    starred = {e.name for e in corpus.lists.get(model.HUAIAN_OCCUPATIONS, []) if e.starred}
    here = {pair.row: pair for pair in corpus.pairs if pair.name_now in starred}
    printed = [row for row, pair in here.items() if "*" in pair.raw]
    if printed and len(printed) < len(here):
        text = f"附件2带“*”的职业在本表有{len(here)}行，只有第{rows_text(printed)}行照写“*”"
        yield Doubt(model.CROSSWALK, None, text, "“*”以附件2为准，本表不作依据")


@check("FILED_ALREADY_NATIONAL", "note")
def filed_already_national(corpus: Corpus) -> Iterator[Doubt]:
    """001 二(三) sets the 220 national items beside the province's own: one item, two origins."""
    national = {name_key(entry.name): entry for entry in corpus.lists.get(model.NATIONAL, [])}
    for list_id in (model.SICHUAN_FILED, model.SICHUAN_MANAGED):
        for entry in corpus.lists.get(list_id, []):
            other = national.get(name_key(entry.name))
            if other:
                text = f"“{entry.name}”已是国家公布的第{other.printed_seq}项"
                yield about(entry, text, "考核时请确定用哪一份规范")
