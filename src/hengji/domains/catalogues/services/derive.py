"""What is derived from a published row: its skill's key, and the columns that the search reads."""

from collections.abc import Collection, Iterator

from hengji.core.catalogues.model import Entry
from hengji.core.catalogues.resolve import code_key
from hengji.core.text import name_key
from hengji.domains.catalogues import spelling
from hengji.domains.catalogues.models import ListKind, PublishedList, SkillKind
from hengji.domains.catalogues.spelling import SearchColumns, filter_term
from hengji.platform.jurisdictions.models import Jurisdiction

NATION = "000000"  # the division of what no notice limits to a province

SkillKey = tuple[SkillKind, str]


def skill_key(kind: ListKind, entry: Entry) -> SkillKey:
    """An occupation is its code, a specialty its name, a course its code: lists number anew."""
    if kind == ListKind.SPECIALTY or "专项" in entry.certificate:
        return SkillKind.SPECIALTY, name_key(entry.name)
    own = code_key(entry.code) or name_key(entry.name)
    return (SkillKind.COURSE if kind == ListKind.COURSE else SkillKind.OCCUPATION), own


def search_columns(
    entry: Entry,
    list_: PublishedList,
    kind: SkillKind,
    old_names: Collection[str],
    old_codes: Collection[str],
) -> SearchColumns:
    """The columns of one row; its old names find it as its own do (003 五, 附件4)."""
    names = spelling.comparable((entry.name, entry.scope, *old_names))
    name_text, rest = names[: spelling.NAME_CHARACTERS], names[spelling.NAME_CHARACTERS :]
    other_text = spelling.comparable((entry.occupation, entry.definition, *entry.tags, rest))
    filters = sorted(_filters(entry, list_, kind))
    terms = {
        *spelling.name_terms(name_text),
        *spelling.text_terms(name_text),
        *spelling.text_terms(other_text),
        *map(spelling.old_code_term, old_codes),
        *filters,
    }
    return SearchColumns(
        sort_key=spelling.sort_key(entry.name),
        code_key=code_key(entry.code),
        initials=spelling.initials(entry.name),
        name_text=name_text,
        filter_text="".join(map(spelling.line, filters)),
        other_text=other_text,
        terms=sorted(terms),
    )


def _filters(entry: Entry, list_: PublishedList, kind: SkillKind) -> Iterator[str]:
    yield filter_term("kind", kind)
    yield filter_term("list", list_.id)
    yield from (filter_term("place", code) for code in _places(list_.jurisdiction))
    if entry.rate_class:
        yield filter_term("class", entry.rate_class)
    if entry.starred:
        yield filter_term("starred", "yes")
    yield from (filter_term("level", level) for level in entry.levels)
    yield from (filter_term("mark", mark) for mark in entry.marks.split("/") if mark)
    yield from (filter_term("tag", tag) for tag in entry.tags)


def _places(jurisdiction: Jurisdiction | None) -> Iterator[str]:
    """The division and those above it: 江苏 finds what 淮安 published."""
    if jurisdiction is None:
        yield NATION
        return
    yield from dict.fromkeys((f"{jurisdiction.code[:2]}0000", jurisdiction.code))
