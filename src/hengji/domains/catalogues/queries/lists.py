"""Lists and their editions, as published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from hengji.core.catalogues.resolve import code_key
from hengji.domains.catalogues.errors import NoSuchListError
from hengji.domains.catalogues.models import (
    Edition,
    ListKind,
    PublishedEntry,
    PublishedPair,
    Skill,
    SkillKind,
)
from hengji.domains.catalogues.queries.values import (
    NATIONWIDE,
    EntryRow,
    ListInfo,
    Paged,
    Pair,
    entry_row,
    list_info,
)
from hengji.domains.catalogues.services.derive import NATION
from hengji.platform.jurisdictions.models import Jurisdiction

ROWS_PER_PAGE = 50


@dataclass(frozen=True)
class ListPage(Paged):
    """One page of a list in published order; a crosswalk has pairs, every other list entries."""

    info: ListInfo
    entries: tuple[EntryRow, ...]
    pairs: tuple[Pair, ...]
    page: int
    pages: int


@dataclass(frozen=True)
class Choices:
    """What the search can be narrowed by: (value, label) each."""

    lists: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]
    rate_classes: tuple[str, ...]
    tags: tuple[str, ...]


def _editions() -> QuerySet[Edition]:
    return Edition.objects.select_related("published__jurisdiction").order_by(
        "published__position", "published_id", "-number"
    )


def current_lists() -> tuple[ListInfo, ...]:
    """Every list by its current edition."""
    return tuple(map(list_info, _editions().filter(is_current=True)))


def list_editions(list_id: str) -> tuple[ListInfo, ...]:
    """The editions of a list, the newest first; raises `NoSuchListError`."""
    found = tuple(map(list_info, _editions().filter(published_id=list_id)))
    if not found:
        raise NoSuchListError(f"目录“{list_id}”")
    return found


def find_list(list_id: str, edition: int | None = None) -> ListInfo:
    """The current edition of a list, or one by its number; raises `NoSuchListError`."""
    wanted = {"is_current": True} if edition is None else {"number": edition}
    found = _editions().filter(published_id=list_id, **wanted).first()
    if found is None:
        which = f"目录“{list_id}”" + (f"第{edition}版" if edition is not None else "")
        raise NoSuchListError(which)
    return list_info(found)


def list_page(list_id: str, *, page: int = 1, edition: int | None = None) -> ListPage:
    """One page in published order; a page beyond the last is the last."""
    info = find_list(list_id, edition)
    pages = max(1, -(-info.rows // ROWS_PER_PAGE))
    page = min(max(page, 1), pages)
    first = (page - 1) * ROWS_PER_PAGE + 1
    rows = range(first, first + ROWS_PER_PAGE)
    return ListPage(info, _entries(info, rows), _pairs(info, rows), page, pages)


def list_rows(info: ListInfo) -> tuple[EntryRow, ...]:
    """Every row of this edition, for a file."""
    return _entries(info)


def list_pairs(info: ListInfo) -> tuple[Pair, ...]:
    """Every pair of this edition, for a file."""
    return _pairs(info)


def _entries(info: ListInfo, rows: range | None = None) -> tuple[EntryRow, ...]:
    if info.kind == ListKind.CROSSWALK:
        return ()
    found = PublishedEntry.objects.filter(edition_id=info.edition_id)
    if rows is not None:
        found = found.filter(row__gte=rows.start, row__lt=rows.stop)
    related = found.select_related("skill", "edition__published__jurisdiction")
    return tuple(map(entry_row, related.defer(*PublishedEntry.DERIVED).order_by("row")))


def _pairs(info: ListInfo, rows: range | None = None) -> tuple[Pair, ...]:
    if info.kind != ListKind.CROSSWALK:
        return ()
    found = PublishedPair.objects.filter(edition_id=info.edition_id)
    if rows is not None:
        found = found.filter(row__gte=rows.start, row__lt=rows.stop)
    return pairs_linked(found.select_related("edition").order_by("row"))


def pairs_linked(pairs: Iterable[PublishedPair]) -> tuple[Pair, ...]:
    """Pairs with the skills on both sides, asked for at once."""
    pairs = list(pairs)
    keys = {code_key(code) for pair in pairs for code in (pair.code_now, pair.code_old)}
    known = dict(
        Skill.objects.filter(kind=SkillKind.OCCUPATION, key__in=keys).values_list("key", "pk")
    )
    return tuple(
        Pair(
            list_id=pair.edition.published_id, row=pair.row, case=pair.case,
            class_now=pair.class_now, code_now=pair.code_now, name_now=pair.name_now,
            class_old=pair.class_old, code_old=pair.code_old, name_old=pair.name_old,
            skill_now=known.get(code_key(pair.code_now)),
            skill_old=known.get(code_key(pair.code_old)),
        )
        for pair in pairs
    )  # fmt: skip


def choices() -> Choices:
    """From the current editions' headings; the rows themselves are not looked at."""
    editions = list(_editions().filter(is_current=True))
    searched = [one for one in editions if one.published.kind != ListKind.CROSSWALK]
    return Choices(
        lists=tuple((one.published_id, one.title) for one in searched),
        places=_places(searched),
        rate_classes=tuple(sorted({letter for one in searched for letter in one.rate_classes})),
        tags=tuple(sorted({tag for one in searched for tag in one.tags})),
    )


def _places(editions: Sequence[Edition]) -> tuple[tuple[str, str], ...]:
    """The divisions that publish lists and the provinces they lie in; the nation first."""
    codes: set[str] = set()
    for edition in editions:
        if edition.published.jurisdiction_id:
            codes |= {
                f"{edition.published.jurisdiction_id[:2]}0000",
                edition.published.jurisdiction_id,
            }
    found = Jurisdiction.objects.filter(code__in=codes).order_by("code")
    named = tuple((one.code, one.name) for one in found)
    national = any(one.published.jurisdiction_id is None for one in editions)
    return ((NATION, NATIONWIDE), *named) if national else named
