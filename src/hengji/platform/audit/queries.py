"""The trail as the office looks at it: pages that cost the same among ten rows or ten million.

No page counts rows or skips any. Each division's newest rows are fetched along one index and put
together: a small district is found as fast as a province, whatever lies between its rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.audit.rules import VIEW_AUDIT
from hengji.platform.errors import NotFoundError
from hengji.platform.jurisdictions.models import Jurisdiction, Level
from hengji.platform.permissions import require

PER_PAGE = 50
SYSTEM_WIDE = ""
"""The place, and the chain, of what belongs to no division."""
SYSTEM_ONLY = "system"
"""Asks for that place alone, where an empty place asks for all."""


@dataclass(frozen=True)
class Cursor:
    """A row's place in time; ``id`` tells apart rows of one moment."""

    at: datetime
    id: int


@dataclass(frozen=True)
class EntryFilter:
    """What is empty does not filter; ``until`` is not within. ``subject`` is type and number."""

    since: datetime | None = None
    until: datetime | None = None
    actor: str = ""
    action: str = ""
    subject: tuple[str, str] | None = None
    place: str = ""


@dataclass(frozen=True)
class EntryPage:
    """Some entries, the newest first, and whether there are newer and older ones."""

    entries: tuple[AuditEntry, ...]
    newer: Cursor | None
    older: Cursor | None


def entry_page(
    actor: User,
    asked: EntryFilter,
    *,
    before: Cursor | None = None,
    after: Cursor | None = None,
    limit: int = PER_PAGE,
) -> EntryPage:
    """The newest entries ``before`` a place in time, or the oldest ``after`` one."""
    codes = _codes(actor, asked.place)
    found = list(_fetch(codes, asked, before, after, limit + 1))
    more = len(found) > limit
    found = found[:limit]
    if after is not None:
        found.reverse()
    if not found:
        return EntryPage((), None, None)
    has_newer = more if after is not None else before is not None
    has_older = True if after is not None else more
    return EntryPage(
        tuple(found),
        _cursor(found[0]) if has_newer else None,
        _cursor(found[-1]) if has_older else None,
    )


def _cursor(entry: AuditEntry) -> Cursor:
    return Cursor(entry.at, entry.pk)


def entry_get(actor: User, entry_id: int) -> AuditEntry:
    """One entry that the actor may see. Raises `NotFoundError`."""
    codes = _codes(actor, "")
    entry = AuditEntry.objects.filter(pk=entry_id, jurisdiction_code__in=codes).first()
    if entry is None:
        raise NotFoundError("AUDIT_NOT_FOUND", "没有找到这条记录，或它不属于您所在的地区。")
    return entry


def places_of(actor: User) -> tuple[Jurisdiction, ...]:
    """The divisions whose entries the actor may see. Raises `PermissionDeniedError`."""
    return tuple(_visible(_held(actor)))


def _held(actor: User) -> tuple[Jurisdiction, ...]:
    """Where the actor is appointed to look at the trail; a body's account nowhere."""
    require(actor, VIEW_AUDIT, None)
    held = actor.appointments_with(VIEW_AUDIT)
    return tuple(one.place for one in held if one.body_id is None)


def _visible(held: Iterable[Jurisdiction]) -> QuerySet[Jurisdiction]:
    within = Q(pk__in=())
    for place in held:
        within |= place.within("code")
    return Jurisdiction.objects.filter(within).order_by("code")


def _codes(actor: User, asked: str) -> list[str]:
    """The codes of the visible divisions, or of those within the one asked for.

    The system's own acts belong to no division: whoever looks after a whole province sees them.
    """
    held = _held(actor)
    codes = list(_visible(held).values_list("code", flat=True))
    if any(one.level == Level.PROVINCE for one in held):
        codes.append(SYSTEM_WIDE)
    if not asked:
        return codes
    if asked == SYSTEM_ONLY:
        return [code for code in codes if code == SYSTEM_WIDE]
    place = Jurisdiction.objects.filter(code=asked).first()
    return [code for code in codes if place is not None and code.startswith(place.prefix)]


def _fetch(
    codes: Iterable[str],
    asked: EntryFilter,
    before: Cursor | None,
    after: Cursor | None,
    limit: int,
) -> Iterable[AuditEntry]:
    where, parameters = _where(asked, before, after)
    order = "ASC" if after is not None else "DESC"
    parameters |= {"codes": list(codes), "limit": limit}
    # A subject has few rows and an actor's lie together: their own index serves all divisions.
    query = _NARROW if asked.subject or asked.actor else _BY_DIVISION
    return AuditEntry.objects.raw(query.format(where=where, order=order), parameters)


_BY_DIVISION = """
SELECT e.* FROM unnest(%(codes)s::text[]) AS division(code)
CROSS JOIN LATERAL (
    SELECT * FROM audit_auditentry e WHERE e.jurisdiction_code = division.code {where}
    ORDER BY e.at {order}, e.id {order} LIMIT %(limit)s
) AS e
ORDER BY e.at {order}, e.id {order} LIMIT %(limit)s
"""

_NARROW = """
SELECT e.* FROM audit_auditentry e WHERE e.jurisdiction_code = ANY(%(codes)s) {where}
ORDER BY e.at {order}, e.id {order} LIMIT %(limit)s
"""


def _where(
    asked: EntryFilter, before: Cursor | None, after: Cursor | None
) -> tuple[str, dict[str, Any]]:
    """Conditions of our own making, and the values for them."""
    parts: list[str] = []
    values: dict[str, Any] = {}

    def add(condition: str, **given: Any) -> None:
        parts.append(f"AND {condition}")
        values.update(given)

    if asked.since is not None:
        add("e.at >= %(since)s", since=asked.since)
    if asked.until is not None:
        add("e.at < %(until)s", until=asked.until)
    if asked.actor:
        add("e.actor_name = %(actor)s", actor=asked.actor)
    if asked.action:
        add("e.action = %(action)s", action=asked.action)
    if asked.subject is not None:
        kind, number = asked.subject
        add("e.subject_type = %(kind)s AND e.subject_id = %(number)s", kind=kind, number=number)
    if before is not None:
        # The first half lets PostgreSQL leave out the months after it.
        add(
            "e.at <= %(before_at)s AND (e.at, e.id) < (%(before_at)s, %(before_id)s)",
            before_at=before.at,
            before_id=before.id,
        )
    if after is not None:
        add(
            "e.at >= %(after_at)s AND (e.at, e.id) > (%(after_at)s, %(after_id)s)",
            after_at=after.at,
            after_id=after.id,
        )
    return " ".join(parts), values
