"""Doubts as staff see them: of their own division's lists, and of the nation's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

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
from hengji.platform.permissions import require
from hengji.platform.states.panel import StatePanel, panel_of

PER_PAGE = 50
AT_A_TIME = 200  # rows of a file that are fetched together


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
    """One page of doubts, worst first within a list, and what they can be filtered by."""

    rows: tuple[FindingRow, ...]
    total: int
    page: int
    pages: int
    codes: tuple[str, ...]


def _visible(actor: User) -> QuerySet[ListFinding]:
    """Doubts about current editions that this officer may know of."""
    require(actor, VIEW_FINDINGS, None)
    return ListFinding.objects.filter(
        _of_actor(actor, "edition__published"), edition__is_current=True
    )


def _of_actor(actor: User, path: str) -> Q:
    own = PublishedList.objects.visible_to(actor, VIEW_FINDINGS)
    return Q(**{f"{path}__jurisdiction": None}) | Q(**{f"{path}__in": own})


def list_tallies(actor: User) -> tuple[ListTally, ...]:
    """Every list of the actor's, with its numbers of doubts."""
    require(actor, VIEW_FINDINGS, None)

    def tally(**asked: str) -> Count:
        return Count("findings", filter=Q(**{f"findings__{k}": v for k, v in asked.items()}))

    editions = (
        Edition.objects.filter(_of_actor(actor, "published"), is_current=True)
        .select_related("published__jurisdiction")
        .annotate(
            errors=tally(state=FindingState.OPEN, severity=Severity.ERROR),
            warnings=tally(state=FindingState.OPEN, severity=Severity.WARNING),
            notes=tally(state=FindingState.OPEN, severity=Severity.NOTE),
            settled=tally(state=FindingState.SETTLED),
        )
        .order_by("published__position")
    )
    versions = dict(
        Edition.objects.values_list("published_id")
        .annotate(Count("id"))
        .values_list("published_id", "id__count")
    )
    return tuple(
        ListTally(
            one.published_id, one.title, place_of(one.published), one.number,
            versions[one.published_id],
            one.errors, one.warnings, one.notes, one.settled,
        )
        for one in editions
    )  # fmt: skip


def finding_page(actor: User, asked: FindingFilter, page: int = 1) -> FindingPage:
    """One page of the doubts that fit; a page beyond the last is the last."""
    visible = _visible(actor)
    if asked.list_id:
        visible = visible.filter(edition__published_id=asked.list_id)
    codes = tuple(visible.order_by("code").values_list("code", flat=True).distinct())
    found = _matching(visible, asked)
    total = found.count()
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(page, 1), pages)
    # By their keys: only the rows that are shown are joined with others.
    keys = list(found.values_list("pk", flat=True)[(page - 1) * PER_PAGE : page * PER_PAGE])
    rows = _rows(actor, found.filter(pk__in=keys))
    return FindingPage(rows, total, page, pages, codes)


def findings_count(actor: User, asked: FindingFilter) -> int:
    """How many doubts fit."""
    return _matching(_visible(actor), asked).count()


def findings_matching(actor: User, asked: FindingFilter) -> Iterator[FindingRow]:
    """Every doubt that fits, in the page's order, some at a time."""
    found = list(_matching(_visible(actor), asked).values_list("pk", flat=True))
    for start in range(0, len(found), AT_A_TIME):
        part = found[start : start + AT_A_TIME]
        rows = {row.id: row for row in _rows(actor, ListFinding.objects.filter(pk__in=part))}
        yield from (rows[pk] for pk in part if pk in rows)


def _matching(visible: QuerySet[ListFinding], asked: FindingFilter) -> QuerySet[ListFinding]:
    wanted = {"edition__published_id": asked.list_id, "severity": asked.severity}
    wanted |= {"code": asked.code, "state": asked.state}
    found = visible.filter(**{name: value for name, value in wanted.items() if value})
    return found.order_by("edition__published__position", "row", "code", "id")


def finding_detail(actor: User, finding_id: int) -> tuple[FindingRow, StatePanel]:
    """One doubt and everything that was done about it; raises `NoSuchFindingError`."""
    visible = _visible(actor).filter(pk=finding_id)
    found = _rows(actor, visible)
    if not found:
        raise NoSuchFindingError
    return found[0], panel_of(visible.get(), *_carried_from(finding_id))


def _rows(actor: User, findings: QuerySet[ListFinding]) -> tuple[FindingRow, ...]:
    found = list(findings.select_related("edition__published__jurisdiction", "settled_by"))
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
