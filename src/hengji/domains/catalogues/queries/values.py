"""The frozen values that the queries answer with."""

from dataclasses import dataclass
from datetime import date, datetime

from hengji.domains.catalogues.models import (
    Edition,
    ListKind,
    PublishedEntry,
    PublishedList,
    SkillKind,
)

NATIONWIDE = "全国"


class Paged:
    """A value that is one page of several; pages are counted from 1."""

    page: int
    pages: int

    @property
    def previous_page(self) -> int | None:
        """None on the first page."""
        return self.page - 1 if self.page > 1 else None

    @property
    def next_page(self) -> int | None:
        """None on the last page."""
        return self.page + 1 if self.page < self.pages else None


@dataclass(frozen=True)
class ListInfo:
    """A list as its current (or one chosen) edition publishes it."""

    id: str
    title: str
    kind: str
    kind_label: str
    place: str
    clause: str
    notice: str
    notice_number: str
    issuer: str
    effective_from: date | None
    effective_to: date | None
    rows: int
    edition: int
    edition_id: int
    pack_id: str
    loaded_at: datetime


@dataclass(frozen=True)
class EntryRow:
    """One row of a list, as printed and as understood."""

    skill_id: int
    list_id: str
    list_title: str
    place: str
    row: int
    printed_seq: str
    code: str
    name: str
    scope: str
    kind: str
    kind_label: str
    marks: str
    starred: bool
    rate_class: str
    levels: tuple[int, ...]
    occupation: str
    definition: str
    certificate: str
    tags: tuple[str, ...]
    raw: str
    old_names: tuple[str, ...]


def list_info(edition: Edition) -> ListInfo:
    """Needs the edition's list and jurisdiction at hand."""
    published = edition.published
    return ListInfo(
        id=published.id, title=edition.title, kind=published.kind,
        kind_label=ListKind(published.kind).label, place=place_of(published),
        clause=edition.clause, notice=edition.notice, notice_number=edition.notice_number,
        issuer=edition.issuer, effective_from=edition.effective_from,
        effective_to=edition.effective_to, rows=edition.rows, edition=edition.number,
        edition_id=edition.pk, pack_id=edition.pack_id, loaded_at=edition.loaded_at,
    )  # fmt: skip


def entry_row(entry: PublishedEntry) -> EntryRow:
    """Needs the entry's skill, edition, list and jurisdiction at hand."""
    skill, edition = entry.skill, entry.edition
    return EntryRow(
        skill_id=skill.pk, list_id=edition.published_id, list_title=edition.title,
        place=place_of(edition.published), row=entry.row, printed_seq=entry.printed_seq,
        code=entry.code, name=entry.name, scope=entry.scope, kind=skill.kind,
        kind_label=SkillKind(skill.kind).label, marks=entry.marks, starred=entry.starred,
        rate_class=entry.rate_class, levels=tuple(entry.levels), occupation=entry.occupation,
        definition=entry.definition, certificate=entry.certificate, tags=tuple(entry.tags),
        raw=entry.raw, old_names=tuple(skill.old_names),
    )  # fmt: skip


def place_of(published: PublishedList) -> str:
    """The division that a list is for."""
    return published.jurisdiction.name if published.jurisdiction else NATIONWIDE


@dataclass(frozen=True)
class Pair:
    """A line of a crosswalk; the ids are those of the skills on either side, where there are."""

    list_id: str
    row: int
    case: str
    class_now: str
    code_now: str
    name_now: str
    class_old: str
    code_old: str
    name_old: str
    skill_now: int | None = None
    skill_old: int | None = None
