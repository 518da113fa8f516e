"""A sheet becomes an edition: new rows beside the old ones, never in their place."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime

from hengji.core.catalogues.model import Entry
from hengji.domains.catalogues.models import (
    Edition,
    PublishedEntry,
    PublishedList,
    PublishedPair,
    Skill,
    SkillKind,
)
from hengji.domains.catalogues.services.derive import SkillKey, search_columns, skill_key
from hengji.domains.catalogues.services.sheets import Sheet
from hengji.domains.catalogues.spelling import SearchColumns
from hengji.platform.database.copying import copy_rows

_BATCH = 1000


def edition_of(sheet: Sheet) -> Edition | None:
    """The edition that holds this very sheet, if it was loaded before."""
    latest = (
        Edition.objects.filter(published_id=sheet.list_id, pack_id=sheet.pack.id)
        .order_by("-number")
        .first()
    )
    return latest if latest and latest.content_hash == sheet.content_hash else None


def edition_add(sheet: Sheet, at: datetime) -> Edition:
    """The heading of a new edition, not yet current."""
    newest = Edition.objects.filter(published_id=sheet.list_id).order_by("-number").first()
    pack = sheet.pack
    return Edition.objects.create(
        published_id=sheet.list_id,
        number=newest.number + 1 if newest else 1,
        pack_id=pack.id,
        title=sheet.title,
        clause=sheet.clause,
        notice=pack.title,
        notice_number=pack.number,
        issuer=pack.issuer,
        effective_from=pack.effective_from,
        effective_to=pack.effective_to,
        pack_hash=pack.hash,
        content_hash=sheet.content_hash,
        rows=len(sheet.entries) or len(sheet.pairs),
        rate_classes=sorted({entry.rate_class for entry in sheet.entries} - {""}),
        tags=sorted({tag for entry in sheet.entries for tag in entry.tags}),
        loaded_at=at,
        is_current=False,
    )


def rows_add(
    edition: Edition, sheet: Sheet, skills: Mapping[SkillKey, Skill], *, is_current: bool
) -> None:
    """All rows of a new edition at once."""
    pairs = (
        PublishedPair(
            edition=edition, is_current=is_current, row=pair.row, case=pair.case,
            class_now=pair.class_now, code_now=pair.code_now, name_now=pair.name_now,
            class_old=pair.class_old, code_old=pair.code_old, name_old=pair.name_old,
        )
        for pair in sheet.pairs
    )  # fmt: skip
    entries = (
        _row(edition, entry, skills[skill_key(sheet.kind, entry)], is_current=is_current)
        for entry in sheet.entries
    )
    copy_rows(PublishedPair, pairs)
    copy_rows(PublishedEntry, entries)


def _row(edition: Edition, entry: Entry, skill: Skill, *, is_current: bool) -> PublishedEntry:
    columns = _columns(entry, edition.published, skill)
    return PublishedEntry(
        edition=edition, skill=skill, row=entry.row, printed_seq=entry.printed_seq,
        code=entry.code, name=entry.name, scope=entry.scope, marks=entry.marks,
        starred=entry.starred, rate_class=entry.rate_class, levels=list(entry.levels),
        occupation=entry.occupation, definition=entry.definition, certificate=entry.certificate,
        tags=list(entry.tags), raw=entry.raw, is_current=is_current,
        **asdict(columns),
    )  # fmt: skip


def _columns(entry: Entry, published: PublishedList, skill: Skill) -> SearchColumns:
    kind = SkillKind(skill.kind)
    return search_columns(entry, published, kind, skill.old_names, skill.old_codes)


def make_current(edition: Edition) -> None:
    """The list shows this edition from now on; the one before stays readable."""
    siblings = Edition.objects.filter(published_id=edition.published_id)
    for model in (PublishedEntry, PublishedPair):
        rows = model._default_manager.filter(edition__in=siblings)
        rows.filter(is_current=True).exclude(edition=edition).update(is_current=False)
        rows.filter(edition=edition, is_current=False).update(is_current=True)
    siblings.filter(is_current=True).exclude(pk=edition.pk).update(is_current=False)
    siblings.filter(pk=edition.pk, is_current=False).update(is_current=True)


def search_refresh(editions: Iterable[Edition]) -> int:
    """Derive the search's columns anew where a skill's old names, or the way to cut, changed."""
    rows = PublishedEntry.objects.filter(edition__in=list(editions)).select_related(
        "skill", "edition__published__jurisdiction"
    )
    changed = 0
    batch: list[PublishedEntry] = []
    for row in rows.iterator(_BATCH):
        wanted = asdict(_columns(entry_of(row), row.edition.published, row.skill))
        if any(getattr(row, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(row, name, value)
            batch.append(row)
            changed += 1
        if len(batch) == _BATCH:
            PublishedEntry.objects.bulk_update(batch, PublishedEntry.DERIVED)
            batch.clear()
    PublishedEntry.objects.bulk_update(batch, PublishedEntry.DERIVED, batch_size=_BATCH)
    return changed


def entry_of(row: PublishedEntry) -> Entry:
    """The stored row as the core's value."""
    return Entry(
        list_id=row.edition.published_id, row=row.row, printed_seq=row.printed_seq, code=row.code,
        name=row.name, scope=row.scope, marks=row.marks, starred=row.starred,
        rate_class=row.rate_class, levels=tuple(row.levels), occupation=row.occupation,
        definition=row.definition, certificate=row.certificate, tags=tuple(row.tags), raw=row.raw,
    )  # fmt: skip
