"""Doubts as staff see them: of their own division's lists, and of the nation's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count, Q, QuerySet

from hengji.domains.catalogues.errors import NoSuchFindingError
from hengji.domains.catalogues.models import (
    Edition,
    FindingState,
    ListFinding,
    PublishedEntry,
    PublishedList,
    PublishedPair,
    Resolution,
    Severity,
)
from hengji.domains.catalogues.queries.values import Paged, place_of
from hengji.domains.catalogues.rules import VIEW_FINDINGS, may_settle
from hengji.platform.accounts.models import User
from hengji.platform.paging import ListPaginator
from hengji.platform.permissions import require
from hengji.platform.states.panel import StatePanel, panel_of

PER_PAGE = 50
AT_A_TIME = 200  # rows of a file that are fetched together

# From one code to the next by the index: as many steps as there are codes, however many doubts.
_CODES = """
WITH RECURSIVE known AS (
    SELECT min(code) AS code FROM catalogues_listfinding
    UNION ALL
    SELECT (SELECT min(code) FROM catalogues_listfinding WHERE code > known.code) FROM known
    WHERE known.code IS NOT NULL
)
SELECT code FROM known WHERE EXISTS (
    SELECT FROM catalogues_listfinding AS one
    WHERE one.code = known.code AND one.edition_id = ANY(%s)
)
"""


@dataclass(frozen=True)
class FindingFilter:
    """Empty values ask for nothing."""

    list_id: str = ""
    severity: str = ""
    code: str = ""
    state: str = ""


@dataclass(frozen=True)
class ListTally:
    """How many doubts a list has: those still open by severity, and those settled."""

    list_id: str
    title: str
    place: str
    edition: int
    editions: int
    errors: int
    warnings: int
    notes: int
    settled: int

    @property
    def open(self) -> int:
        """Open doubts of any severity."""
        return self.errors + self.warnings + self.notes


@dataclass(frozen=True)
class FindingRow:
    """One doubt with the row that it is about, as printed; ``may_settle``: by this actor."""

    id: int
    list_id: str
    list_title: str
    place: str
    edition: int
    row: int | None
    severity: str
    severity_label: str
    code: str
    message: str
    suggestion: str
    raw: str
    skill_id: int | None
    state: str
    state_label: str
    resolution_label: str
    reason: str
    settled_by: str
    settled_at: datetime | None
    carried: bool
    may_settle: bool


@dataclass(frozen=True)
class FindingPage(Paged):
    """One page of doubts, list by list in the order of the print, and what filters them.

    ``total`` counts no further than anybody leafs; ``is_cut`` where there may be more.
    """

    rows: tuple[FindingRow, ...]
    total: int
    is_cut: bool
    page: int
    pages: int
    codes: tuple[str, ...]


def _editions(actor: User, list_id: str = "") -> QuerySet[Edition]:
    """The current editions whose doubts this officer may know of; of one list if it is named."""
    require(actor, VIEW_FINDINGS, None)
    own = PublishedList.objects.visible_to(actor, VIEW_FINDINGS)
    found = Edition.objects.filter(
        Q(published__jurisdiction=None) | Q(published__in=own), is_current=True
    )
    return found.filter(published_id=list_id) if list_id else found


def _visible(actor: User, list_id: str = "") -> QuerySet[ListFinding]:
    """By the keys of the editions: an index that begins with them answers in its own order."""
    keys = list(_editions(actor, list_id).order_by("pk").values_list("pk", flat=True))
    shown_with = ("edition__published__jurisdiction", "settled_by")
    return ListFinding.objects.filter(edition_id__in=keys).select_related(*shown_with)


def list_titles(actor: User) -> tuple[tuple[str, str], ...]:
    """Every list of the actor's by its name."""
    found = _editions(actor).order_by("published__position")
    return tuple(found.values_list("published_id", "title"))


def list_tallies(actor: User) -> tuple[ListTally, ...]:
    """Every list of the actor's, with its numbers of doubts."""
    editions = _editions(actor).select_related("published__jurisdiction")
    counts = {
        (edition, state, severity): count
        for edition, state, severity, count in _visible(actor)
        .values_list("edition_id", "state", "severity")
        .annotate(Count("id"))
    }
    versions = dict(
        Edition.objects.values_list("published_id")
        .annotate(Count("id"))
        .values_list("published_id", "id__count")
    )

    def counted(edition: Edition, state: FindingState, *severities: Severity) -> int:
        return sum(counts.get((edition.pk, state, one), 0) for one in severities)

    return tuple(
        ListTally(
            list_id=one.published_id, title=one.title, place=place_of(one.published),
            edition=one.number, editions=versions[one.published_id],
            errors=counted(one, FindingState.OPEN, Severity.ERROR),
            warnings=counted(one, FindingState.OPEN, Severity.WARNING),
            notes=counted(one, FindingState.OPEN, Severity.NOTE),
            settled=counted(one, FindingState.SETTLED, *Severity),
        )
        for one in editions.order_by("published__position")
    )  # fmt: skip


def finding_page(actor: User, asked: FindingFilter, page: int = 1) -> FindingPage:
    """One page of the doubts that fit; a page beyond the last is the last."""
    visible = _visible(actor, asked.list_id)
    paginator = ListPaginator(_matching(visible, asked), PER_PAGE)
    shown = paginator.get_page(page)
    return FindingPage(
        _rows(actor, shown),
        paginator.count,
        paginator.is_cut,
        shown.number,
        paginator.num_pages,
        _codes(actor, asked.list_id),
    )


def _codes(actor: User, list_id: str) -> tuple[str, ...]:
    keys = list(_editions(actor, list_id).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(_CODES, [keys])
        return tuple(code for (code,) in cursor.fetchall())


def findings_count(actor: User, asked: FindingFilter) -> int:
    """How many doubts fit."""
    return _matching(_visible(actor, asked.list_id), asked).count()


def findings_matching(actor: User, asked: FindingFilter) -> Iterator[FindingRow]:
    """Every doubt that fits, in the page's order, some at a time."""
    wanted = _matching(_visible(actor, asked.list_id), asked)
    found = list(wanted.values_list("pk", flat=True))
    for start in range(0, len(found), AT_A_TIME):
        part = found[start : start + AT_A_TIME]
        rows = {row.id: row for row in _rows(actor, wanted.filter(pk__in=part))}
        yield from (rows[pk] for pk in part if pk in rows)


def _matching(visible: QuerySet[ListFinding], asked: FindingFilter) -> QuerySet[ListFinding]:
    wanted = {"severity": asked.severity, "code": asked.code, "state": asked.state}
    found = visible.filter(**{name: value for name, value in wanted.items() if value})
    return found.order_by("edition_id", "row", "code", "id")


def finding_detail(actor: User, finding_id: int) -> tuple[FindingRow, StatePanel]:
    """One doubt and everything that was done about it; raises `NoSuchFindingError`."""
    visible = _visible(actor).filter(pk=finding_id)
    found = _rows(actor, visible)
    if not found:
        raise NoSuchFindingError
    return found[0], panel_of(visible.get(), *_carried_from(finding_id))


def _rows(actor: User, findings: Iterable[ListFinding]) -> tuple[FindingRow, ...]:
    found = list(findings)
    raws = _raws(found)
    return tuple(
        FindingRow(
            id=one.pk, list_id=one.edition.published_id, list_title=one.edition.title,
            place=place_of(one.edition.published), edition=one.edition.number, row=one.row,
            severity=one.severity, severity_label=Severity(one.severity).label, code=one.code,
            message=one.message, suggestion=one.suggestion,
            raw=raws.get((one.edition_id, one.row), ("", None))[0],
            skill_id=raws.get((one.edition_id, one.row), ("", None))[1],
            state=one.state, state_label=FindingState(one.state).label,
            resolution_label=Resolution(one.resolution).label if one.resolution else "",
            reason=one.reason, settled_by=str(one.settled_by or ""), settled_at=one.settled_at,
            carried=one.carried_from_id is not None,
            may_settle=may_settle(actor, one.edition.published),
        )
        for one in found
    )  # fmt: skip


_Place = tuple[int, int | None]


def _raws(findings: list[ListFinding]) -> dict[_Place, tuple[str, int | None]]:
    """The printed row and the skill behind each doubt, asked for at once."""
    places = Q()
    for one in findings:
        if one.row is not None:
            places |= Q(edition_id=one.edition_id, row=one.row)
    if not places:
        return {}
    raws: dict[_Place, tuple[str, int | None]] = {
        (edition, row): (raw, skill)
        for edition, row, raw, skill in PublishedEntry.objects.filter(places).values_list(
            "edition_id", "row", "raw", "skill_id"
        )
    }
    for pair in PublishedPair.objects.filter(places):
        now = f"{pair.class_now} {pair.code_now} {pair.name_now}"
        old = f"{pair.class_old} {pair.code_old} {pair.name_old}"
        raws[pair.edition_id, pair.row] = (f"{pair.case} | {now} | {old}", None)
    return raws


def _carried_from(finding_id: int) -> tuple[int, ...]:
    """The same doubt in earlier editions, whose settlement this one took over."""
    chain = [finding_id]
    while True:
        earlier = (
            ListFinding.objects.filter(pk=chain[-1]).values_list("carried_from", flat=True).first()
        )
        if earlier is None:
            return tuple(chain[1:])
        chain.append(earlier)
