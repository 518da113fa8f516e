"""Doubts about the 职业领域 of a specialty: 000 规程 三(三)1, “职业分类大典中的细类”."""

from collections.abc import Iterator

from hengji.core.catalogues.checks.corpus import Corpus
from hengji.core.catalogues.checks.registry import Doubt, about, check
from hengji.core.catalogues.model import EVALUATION, LIST_TITLES, Entry

_ENDINGS = ("工", "员", "师", "人员")
_MOST_LEFT_OUT = 3
_SHORT = 3


def _fields(corpus: Corpus) -> Iterator[tuple[Entry, str]]:
    """Specialties and each occupation that their field names."""
    for entry in corpus.entries:
        if entry.definition and entry.occupation:
            for name in _parted(entry.occupation):
                yield entry, name


def _parted(field: str) -> tuple[str, ...]:
    # 、 parts two occupations only where each ends like one.
    parts = tuple(field.split("、"))
    alike = len(parts) > 1 and len({part[:4] for part in parts}) == 1
    return parts if alike else (field,)


@check("FIELD_MISSING", "error")
def missing_field(corpus: Corpus) -> Iterator[Doubt]:
    """000 规程 三(三)1: every specialty belongs to an occupation."""
    for entry in corpus.entries:
        if entry.definition and not entry.occupation:
            yield about(entry, f"“{entry.name}”没有职业领域", "请补上所属细类")


@check("FIELD_CUT_OFF", "error")
def field_cut_off(corpus: Corpus) -> Iterator[Doubt]:
    """生殖健康咨询 is no occupation, 生殖健康咨询师 is one: the last character was lost."""
    for entry, field in _fields(corpus):
        if field in corpus.occupations:
            continue
        whole = [field + ending for ending in _ENDINGS if field + ending in corpus.occupations]
        if whole:
            other = corpus.occupations[whole[0]][0]
            where = f"《{LIST_TITLES.get(other.list_id, other.list_id)}》第{other.row}行"
            text = f"职业领域“{field}”不是职业名称，似缺末字“{whole[0][len(field) :]}”"
            yield about(entry, text, f"似应为“{whole[0]}”（{other.code}，见{where}）")


@check("FIELD_IS_WORK_TYPE", "warning")
def field_is_work_type(corpus: Corpus) -> Iterator[Doubt]:
    """The field is to be an occupation (细类), not one of its work types."""
    for entry, field in _fields(corpus):
        owner = corpus.work_types.get(field)
        if owner and field not in corpus.occupations and field not in corpus.old_names:
            text = f"职业领域“{field}”是工种，不是细类；它属于职业“{owner.name}”（{owner.code}）"
            yield about(entry, text, f"职业领域似应写“{owner.name}”（技术规程三(三)1）")


@check("FIELD_IS_OLD_NAME", "warning")
def field_is_old_name(corpus: Corpus) -> Iterator[Doubt]:
    """An old name of the crosswalk is no occupation of the current classification."""
    for entry, field in _fields(corpus):
        pair = corpus.old_names.get(field)
        if pair:
            text = f"职业领域“{field}”是旧名称，现为“{pair.name_now}”（{pair.code_now}）"
            yield about(entry, text, "请按现行大典改写")


@check("FIELD_NEAR_OCCUPATION", "note")
def field_near_occupation(corpus: Corpus) -> Iterator[Doubt]:
    """A field that no list knows, while a longer name contains all of its characters in order."""
    for entry, field in _fields(corpus):
        if field in corpus.occupations or field in corpus.work_types:
            continue
        if field in corpus.old_names or len(field) <= _SHORT:
            continue
        near = [name for name in corpus.occupations if _is_fuller(field, name)]
        if near:
            best = min(near, key=len)
            code = corpus.occupations[best][0].code
            text = f"职业领域“{field}”不见于任何职业目录，近似的有“{best}”（{code}）"
            yield about(entry, text, "可能是旧版大典的名称，请核对")


def _is_fuller(field: str, name: str) -> bool:
    """Is ``name`` the field with a few characters more, its ends the same?"""
    extra = len(name) - len(field)
    if not 0 < extra <= _MOST_LEFT_OUT or name[-1] != field[-1]:
        return False
    rest = iter(name)
    return all(character in rest for character in field)


@check("OCCUPATION_DIFFERS_FROM_NAME", "error")
def occupation_differs(corpus: Corpus) -> Iterator[Doubt]:
    """002: the column 职业名称 repeats the name before the bracket of 职业（工种）名称."""
    for entry in corpus.lists.get(EVALUATION, []):
        if entry.occupation != entry.name:
            text = f"职业（工种）名称“{entry.name}”与职业名称“{entry.occupation}”不一致"
            yield about(entry, text, "请核对以哪一列为准")
