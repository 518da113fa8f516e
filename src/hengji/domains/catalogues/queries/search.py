"""Search over every current list: by Chinese substring, code, initials and any mixture of filters.

Hits come in steps, the surest first. Each step is a condition with an index of its own and leaves
out what an earlier step has; so no step has to look at more rows than a page shows, except the
last two, whose pieces are looked up in one GIN index together with the filters.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import F, Q, Value

from hengji.core.catalogues.resolve import code_key
from hengji.core.text import name_key, narrow
from hengji.domains.catalogues import spelling
from hengji.domains.catalogues.models import PublishedEntry
from hengji.domains.catalogues.queries.values import EntryRow, entry_row
from hengji.domains.catalogues.spelling import filter_term

PAGE_SIZE = 20
MOST = 1000  # hits are counted and paged so far; who has more should narrow the question
LONGEST = 100  # characters of a question; no published name is longer
_CODE = re.compile(r"[0-9][0-9A-Za-z-]*")
_LETTERS = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True)
class Filters:
    """What the hits must have; an empty value asks for nothing. ``place`` is a division's code."""

    kind: str = ""
    list_id: str = ""
    place: str = ""
    rate_class: str = ""
    level: int | None = None
    mark: str = ""
    starred: bool = False
    tag: str = ""

    @property
    def terms(self) -> list[str]:
        """The terms that a row with all these values has."""
        asked = (
            ("kind", self.kind), ("list", self.list_id), ("place", self.place),
            ("class", self.rate_class), ("level", self.level), ("mark", self.mark),
            ("starred", "yes" if self.starred else ""), ("tag", self.tag),
        )  # fmt: skip
        return [filter_term(field, value) for field, value in asked if value]


@dataclass(frozen=True)
class Hits:
    """One page of hits; ``total`` is exact unless ``more`` says that there are more than `MOST`."""

    rows: tuple[EntryRow, ...]
    total: int
    more: bool
    page: int
    pages: int


@dataclass(frozen=True)
class _Step:
    """One way to match, and the column by which its hits are ordered."""

    condition: Q
    order: str = "sort_key"


def search(*, text: str = "", filters: Filters | None = None, page: int = 1) -> Hits:
    """One page of the rows that match; the same question gives the same order every time.

    Blanks part words that must all occur. A page beyond the last is the last.
    """
    wanted = (filters or Filters()).terms
    words = [key for key in map(name_key, narrow(text[:LONGEST]).split()) if key]
    sure, weak = _steps(words, wanted)
    found = _count(sure, MOST + 1)
    total = found if found > MOST or not weak else found + _count(weak, MOST + 1 - found)
    pages = max(1, -(-min(total, MOST) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    last = min(page * PAGE_SIZE, MOST)
    ids = _ids([*sure, *weak] if last > found else sure, (page - 1) * PAGE_SIZE, last)
    return Hits(_rows(ids), min(total, MOST), total > MOST, page, pages)


def _steps(words: Sequence[str], wanted: list[str]) -> tuple[list[_Step], list[_Step]]:
    """The steps over names and codes, and those over the other texts; each excludes those before.

    Without words there is one step: what the filters let through.
    """
    base = Q(is_current=True)
    if wanted:
        base &= Q(terms__contains=wanted)
    if not words:
        return [_Step(base)], []
    sure = [
        *_whole("".join(words)),
        _Step(_in_names(words)),
    ]
    weak = [_Step(_anywhere(words))] if any(len(word) > 1 for word in words) else []
    steps = list(_exclusive([*sure, *weak], base))
    return steps[: len(sure)], steps[len(sure) :]


def _exclusive(steps: Sequence[_Step], base: Q) -> Iterator[_Step]:
    earlier: list[Q] = []
    for step in steps:
        yield _Step(reduce(and_, (~one for one in earlier), base & step.condition), step.order)
        earlier.append(step.condition)


def _whole(whole: str) -> Iterator[_Step]:
    """The question as one name or one code: it itself, then what begins with it."""
    sound = spelling.sort_key(whole)
    code = code_key(whole) if _CODE.fullmatch(whole) else ""
    yield _Step(Q(sort_key=sound))
    if code:
        yield _Step(Q(code_key=code))
        yield _Step(Q(terms__contains=[spelling.old_code_term(code)]))
    yield _Step(Q(sort_key__startswith=sound))
    if code:
        yield _Step(Q(code_key__startswith=code), "code_key")
    if _LETTERS.fullmatch(whole):
        yield _Step(Q(initials__startswith=whole))


def _in_names(words: Sequence[str]) -> Q:
    """Every word somewhere in a name, a work type or an old name."""
    terms = sorted(set().union(*map(spelling.wanted_name_terms, words)))
    return reduce(and_, (Q(name_text__contains=word) for word in words), Q(terms__contains=terms))


def _anywhere(words: Sequence[str]) -> Q:
    """Every word somewhere in the row, definition and occupation field included."""
    terms = sorted(set().union(*map(spelling.text_terms, words)))
    condition = Q(terms__contains=terms)
    for word in words:
        condition &= Q(name_text__contains=word) | Q(other_text__contains=word)
    return condition


def _ids(steps: Sequence[_Step], first: int, last: int) -> list[int]:
    """One query over all steps; each gives no more rows than are shown, by its own index."""
    parts = [
        PublishedEntry.objects.filter(step.condition)
        .annotate(rank=Value(rank), place=F(step.order))
        .order_by("place", "id")
        .values("id", "rank", "place")[:last]
        for rank, step in enumerate(steps)
    ]
    if len(parts) == 1:
        return [row["id"] for row in parts[0][first:]]
    rows = parts[0].union(*parts[1:], all=True).order_by("rank", "place", "id")
    return [row["id"] for row in rows[first:last]]


def _count(steps: Sequence[_Step], limit: int) -> int:
    """How many there are, counted no further than ``limit``."""
    if limit <= 0:
        return 0
    parts = [
        PublishedEntry.objects.filter(step.condition).order_by().values("id") for step in steps
    ]
    counted = [part[:limit] for part in parts]
    rows = counted[0].union(*counted[1:], all=True) if len(counted) > 1 else counted[0]
    return rows[:limit].count()


def _rows(ids: Sequence[int]) -> tuple[EntryRow, ...]:
    found = PublishedEntry.objects.select_related(
        "skill", "edition__published__jurisdiction"
    ).defer("terms", "name_text", "other_text")
    by_id = found.in_bulk(ids)
    return tuple(entry_row(by_id[pk]) for pk in ids)
