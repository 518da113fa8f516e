"""Search over every current list: by Chinese substring, code, initials and any mixture of filters.

Hits come in steps, the surest first, and each step has an index of its own. As long as a step has
few hits they are fetched by that index and sorted here. Where it has many, the index that holds
the rows in order is walked instead until the page is full: many hits means that this is soon. The
planner alone would now and then walk for a term that no row has, and so read all of them.
"""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TypeAlias

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from hengji.core.catalogues.resolve import code_key
from hengji.core.text import name_key, narrow
from hengji.domains.catalogues import spelling
from hengji.domains.catalogues.models import PublishedEntry
from hengji.domains.catalogues.queries.values import EntryRow, Paged, entry_row
from hengji.domains.catalogues.spelling import filter_term, line

PAGE_SIZE = 20
MOST = 1000  # hits are counted so far
FEW = 4000  # so many are rather all fetched than met on a walk: it may begin far before the first
SHOWN = 500  # of more hits than that, these are paged; who has so many should narrow the question
LONGEST = 100  # characters of a question; no published name is longer
_CODE = re.compile(r"[0-9][0-9A-Za-z-]*")
_LETTERS = re.compile(r"[a-z]{2,}")
_MODES = (
    "SELECT set_config('enable_seqscan', %s, true), set_config('enable_sort', %s, true),"
    " set_config('enable_bitmapscan', %s, true)"
)
_Places: TypeAlias = "QuerySet[PublishedEntry, tuple[str, int]]"


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
class Hits(Paged):
    """One page of hits; ``total`` is exact unless ``more`` says that there are more than `MOST`."""

    rows: tuple[EntryRow, ...]
    total: int
    more: bool
    page: int
    pages: int


@dataclass(frozen=True)
class _Step:
    """One way to match, the column that orders its hits, and how to match while walking it.

    ``walk`` says the same as ``found`` without the terms, which only their own index is good for.
    ``inside``: what it asks for lies together in an index that holds the filters too, and is looked
    through there: by the filters' own terms every row of a class or level would be fetched.
    """

    found: Q
    walk: Q
    order: str = "sort_key"
    inside: bool = False

    def within(self, limits: "_Step") -> Q:
        """This and the limits, asked in the way that touches the fewest rows."""
        return self.found & (limits.walk if self.inside else limits.found)


def search(*, text: str = "", filters: Filters | None = None, page: int = 1) -> Hits:
    """One page of the rows that match; the same question gives the same order every time.

    Blanks part words that must all occur. A page beyond the last is the last.
    """
    filters = filters or Filters()
    words = _words(text)
    last = min(max(page, 1) * PAGE_SIZE, MOST)
    steps = _steps(words, one_list=bool(filters.list_id))
    ids, more = _collect(steps, _limits(filters.terms), last)
    pages = max(1, -(-(SHOWN if more else len(ids)) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    shown = ids[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return Hits(_rows(shown), MOST if more else len(ids), more, page, pages)


def every_hit(*, text: str, filters: Filters) -> tuple[EntryRow, ...] | None:
    """All rows that match, in order; None where there are more than `MOST`."""
    steps = _steps(_words(text), one_list=bool(filters.list_id))
    ids, more = _collect(steps, _limits(filters.terms), MOST)
    return None if more else _rows(ids)


def _words(text: str) -> list[str]:
    """The question's words in comparable form; what no keyboard types is a blank."""
    typed = "".join(character if character.isprintable() else " " for character in text[:LONGEST])
    return [key for key in map(name_key, narrow(typed).split()) if key]


def _limits(wanted: Sequence[str]) -> _Step:
    """What every hit must have, whatever the words."""
    current = Q(is_current=True)
    if not wanted:
        return _same(current)
    walk = reduce(and_, (Q(filter_text__contains=line(term)) for term in wanted), current)
    if any(term.startswith(filter_term("mark", "")) for term in wanted):
        return _same(walk & Q(marks__gt=""))  # an index of its own holds the few marked rows
    return _Step(current & Q(terms__contains=wanted), walk)


def _collect(steps: Sequence[_Step], limits: _Step, last: int) -> tuple[list[int], bool]:
    """All hits in order, or, where there are more than `MOST`, at least the first ``last``."""
    hits: dict[int, None] = {}
    for step in steps:
        places = _places(step.within(limits), step.order)
        found = list(places[: MOST + 1])
        if len(found) <= MOST:
            hits.update((pk, None) for _, pk in sorted(found))
        elif (room := min(last, SHOWN) - len(hits)) > 0:
            first = _all(places) or _walk(
                _places(_others(step, limits, hits), step.order), step, room
            )
            fresh = [pk for _, pk in first if pk not in hits]
            hits.update((pk, None) for pk in fresh[:room])
        if len(found) > MOST or len(hits) > MOST:
            return list(hits), True
    return list(hits), False


def _others(step: _Step, limits: _Step, hits: Collection[int]) -> Q:
    return limits.walk & step.walk & ~Q(pk__in=list(hits))


def _all(places: _Places) -> list[tuple[str, int]]:
    """Every hit in order, or none where there are more than `FEW`.

    The planner knows how common a piece is, so that for a common one no row is fetched in vain.
    """
    (plan,) = json.loads(places.explain(format="json"))
    if plan["Plan"]["Plan Rows"] > FEW:
        return []
    found = list(places[: FEW + 1])
    return sorted(found) if len(found) <= FEW else []


def _walk(places: _Places, step: _Step, room: int) -> list[tuple[str, int]]:
    """The first so many by the ordered index alone.

    The planner might rather read and sort everything: it cannot know how many rows have a piece in
    the middle of a name. Here they are known to be many, so the walk is short.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_MODES, ["off"] * 3)
        found = list(places.order_by(step.order, "id")[:room])
        cursor.execute(_MODES, ["on"] * 3)  # the transaction may be the caller's
    return found


def _places(condition: Q, order: str) -> _Places:
    return PublishedEntry.objects.filter(condition).order_by().values_list(order, "id")


def _steps(words: Sequence[str], *, one_list: bool) -> list[_Step]:
    """Names and codes first, then the other texts; without words whatever the filters let in."""
    if not words:
        return [_same(Q())]
    steps = [*_whole("".join(words), one_list=one_list), _in_names(words)]
    if any(len(word) > 1 for word in words):
        steps.append(_anywhere(words))
    return steps


def _same(condition: Q, order: str = "sort_key", *, inside: bool = False) -> _Step:
    return _Step(condition, condition, order, inside)


def _whole(whole: str, *, one_list: bool) -> Iterator[_Step]:
    """The question as one name or one code: it itself, then what begins with it.

    Letters begin the sound of very many names: of one letter it is not asked, and the rows of one
    list are fewer than those that begin with two.
    """
    letters = whole.isascii()
    sound = spelling.sort_key(whole)
    code = code_key(whole) if _CODE.fullmatch(whole) else ""
    yield _same(Q(sort_key=sound), inside=True)
    if code:
        yield _same(Q(code_key=code), "code_key")
        yield _same(Q(terms__contains=[spelling.old_code_term(code)]))
    if len(whole) > 1 or not letters:
        yield _same(Q(sort_key__startswith=sound), inside=not (letters and one_list))
    if code:
        yield _same(Q(code_key__startswith=code), "code_key")
    if _LETTERS.fullmatch(whole):
        yield _same(Q(initials__startswith=whole), "initials", inside=True)


def _in_names(words: Sequence[str]) -> _Step:
    """Every word somewhere in a name, a work type or an old name."""
    terms = sorted(set().union(*map(spelling.wanted_name_terms, words)))
    return _pieced(terms, {word: Q(name_text__contains=word) for word in words})


def _anywhere(words: Sequence[str]) -> _Step:
    """Every word somewhere in the row, definition and occupation field included."""
    terms = sorted(set().union(*map(spelling.text_terms, words)))
    either = {word: Q(name_text__contains=word) | Q(other_text__contains=word) for word in words}
    return _pieced(terms, either)


def _pieced(terms: list[str], matches: dict[str, Q]) -> _Step:
    """Rows with these terms and, since pieces may lie apart, with each word of more than one.

    A word that is a term itself is not looked for again: asked twice for the same, the planner
    takes it for so rare that it would rather collect every row that has it.
    """
    whole = {term[1:] for term in terms}
    apart = (match for word, match in matches.items() if word not in whole)
    return _Step(reduce(and_, apart, Q(terms__contains=terms)), reduce(and_, matches.values()))


def _rows(ids: Sequence[int]) -> tuple[EntryRow, ...]:
    related = PublishedEntry.objects.select_related("skill", "edition__published__jurisdiction")
    by_id = related.defer(*PublishedEntry.DERIVED).in_bulk(ids)
    return tuple(entry_row(by_id[pk]) for pk in ids)
