"""One skill with everything that is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from hengji.core.catalogues.resolve import code_key
from hengji.core.text import name_key
from hengji.domains.catalogues.errors import NoSuchListError
from hengji.domains.catalogues.models import (
    FindingState,
    ListFinding,
    PublishedEntry,
    PublishedPair,
    Skill,
    SkillKind,
)
from hengji.domains.catalogues.queries.lists import pairs_linked
from hengji.domains.catalogues.queries.rates import Rates, rates_for
from hengji.domains.catalogues.queries.values import EntryRow, Pair, entry_row


@dataclass(frozen=True)
class Alias:
    """Another name, and where it is used."""

    name: str
    where: str


@dataclass(frozen=True)
class Doubt:
    """An open doubt about one of the rows."""

    severity: str
    list_title: str
    row: int
    message: str


@dataclass(frozen=True)
class ListedRow:
    """A row with the clause of its notice, which the entry's page shows beside it."""

    entry: EntryRow
    clause: str
    notice: str
    notice_number: str


@dataclass(frozen=True)
class SkillPage:
    """``replaced_by``: pairs whose old side it is; ``stands_for``: whose current side."""

    id: int
    kind: str
    kind_label: str
    name: str
    code: str
    rows: tuple[ListedRow, ...]
    aliases: tuple[Alias, ...]
    replaced_by: tuple[Pair, ...]
    stands_for: tuple[Pair, ...]
    doubts: tuple[Doubt, ...]
    rates: tuple[Rates, ...]


def skill_page(skill_id: int) -> SkillPage:
    """Everything on one skill from the current editions; raises `NoSuchListError`."""
    skill = Skill.objects.filter(pk=skill_id).first()
    if skill is None:
        raise NoSuchListError("这个条目")
    entries = list(
        PublishedEntry.objects.filter(skill=skill, is_current=True)
        .select_related("skill", "edition__published__jurisdiction")
        .defer(*PublishedEntry.DERIVED)
        .order_by("edition__published__position", "row")
    )
    listed = tuple(
        ListedRow(
            entry_row(entry), entry.edition.clause, entry.edition.notice,
            entry.edition.notice_number,
        )
        for entry in entries
    )  # fmt: skip
    rows = [one.entry for one in listed]
    replaced_by, stands_for = _crosswalk(skill)
    return SkillPage(
        id=skill.pk,
        kind=skill.kind,
        kind_label=SkillKind(skill.kind).label,
        name=skill.name,
        code=skill.code,
        rows=listed,
        aliases=_aliases(skill, rows, replaced_by),
        replaced_by=replaced_by,
        stands_for=stands_for,
        doubts=_doubts(entries),
        rates=rates_for(rows),
    )


def _crosswalk(skill: Skill) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """A crosswalk writes codes without hyphens, as the key is; one query answers both ways."""
    if skill.kind != SkillKind.OCCUPATION:
        return (), ()
    found = PublishedPair.objects.filter(
        Q(code_now=skill.key) | Q(code_old=skill.key), is_current=True
    )
    pairs = pairs_linked(found.select_related("edition").order_by("edition_id", "row"))
    return (
        tuple(pair for pair in pairs if code_key(pair.code_old) == skill.key),
        tuple(pair for pair in pairs if code_key(pair.code_now) == skill.key),
    )


def _aliases(
    skill: Skill, rows: Sequence[EntryRow], replaced_by: Sequence[Pair]
) -> tuple[Alias, ...]:
    """Each other name once, in the first place that uses it."""
    used = [Alias(row.name, row.list_title) for row in rows]
    used += [Alias(name, "对照表中的原名称") for name in skill.old_names]
    used += [Alias(pair.name_now, f"对照表中的现名称（{pair.code_now}）") for pair in replaced_by]
    first: dict[str, Alias] = {}
    for alias in used:
        first.setdefault(name_key(alias.name), alias)
    first.pop(name_key(skill.name), None)
    return tuple(first.values())


def _doubts(entries: Sequence[PublishedEntry]) -> tuple[Doubt, ...]:
    if not entries:
        return ()
    titles = {entry.edition_id: entry.edition.title for entry in entries}
    rows = Q()
    for entry in entries:
        rows |= Q(edition_id=entry.edition_id, row=entry.row)
    found = ListFinding.objects.filter(rows, state=FindingState.OPEN)
    return tuple(
        Doubt(one.severity, titles[one.edition_id], one.row or 0, one.message)
        for one in found.order_by("edition__published__position", "row", "id")
    )
