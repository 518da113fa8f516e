"""Policy packs → editions, skills and findings. Loading what is there already changes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from hengji.core.catalogues.findings import find_faults
from hengji.core.catalogues.model import Finding
from hengji.core.packs.errors import PackError
from hengji.core.packs.load import pack_fault
from hengji.core.packs.model import Pack
from hengji.domains.catalogues.models import Edition, PublishedList
from hengji.domains.catalogues.services.derive import NATION
from hengji.domains.catalogues.services.editions import (
    edition_add,
    edition_of,
    make_current,
    rows_add,
    search_refresh,
)
from hengji.domains.catalogues.services.findings_sync import findings_sync
from hengji.domains.catalogues.services.sheets import Sheet, catalogue_of, in_force, sheets_of
from hengji.domains.catalogues.services.skills import skills_save
from hengji.domains.catalogues.states import FINDING, LIST_ERRORS
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.todos.following import todo_sync

_LOCK = 0x4341544C  # any number that only this service uses


@dataclass(frozen=True)
class Loaded:
    """What a loading changed."""

    editions: tuple[str, ...]
    findings_added: int
    findings_carried: int


@transaction.atomic
def load_packs(*, packs: Sequence[Pack], at: datetime) -> Loaded:
    """Every list of the packs, with the doubts about the edition that is current on that day.

    That is the last one in force; one of a later day waits beside it, and is current when the packs
    are loaded again on its day. The checks compare lists with each other, so all packs of the site
    are given at once. Raises `PackError` where a pack names a division that the system does not
    know.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    today = timezone.localdate(at)
    versions = sheets_of(packs)
    _save_lists(versions)
    current = {
        list_id: sheet
        for list_id, sheets in versions.items()
        if (sheet := in_force(sheets, today)) is not None
    }
    skills = skills_save([sheet for sheets in versions.values() for sheet in sheets], today)
    held: dict[str, Edition] = {}
    added: list[Edition] = []
    for list_id, sheets in versions.items():
        for sheet in sheets:
            is_current = sheet is current.get(list_id)
            edition = edition_of(sheet)
            if edition is None:
                edition = edition_add(sheet, at)
                rows_add(edition, sheet, skills, is_current=is_current)
                added.append(edition)
            if is_current:
                held[list_id] = edition
                make_current(edition)
    new = {edition.pk for edition in added}
    search_refresh([edition for edition in held.values() if edition.pk not in new])
    synced = [
        findings_sync(held[sheet.list_id], sheet, found)
        for sheet, found in _findings(list(current.values()))
    ]
    _sync_todos(held, at)
    return Loaded(
        editions=tuple(edition.published_id for edition in added),
        findings_added=sum(one.added for one in synced),
        findings_carried=sum(one.carried for one in synced),
    )


def _sync_todos(lists: Iterable[str], at: datetime) -> None:
    """Each edition in force that has errors waits for somebody; an earlier one no longer does."""
    editions = Edition.objects.filter(published_id__in=list(lists))
    for edition in editions.select_related("published__jurisdiction").order_by("pk"):
        todo_sync(
            FINDING, LIST_ERRORS, edition, actor=None, at=at, raised_by="catalogues.load_packs"
        )


def _findings(sheets: Sequence[Sheet]) -> list[tuple[Sheet, list[Finding]]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in find_faults(catalogue_of(sheets)):
        found[finding.list_id].append(finding)
    return [(sheet, found[sheet.list_id]) for sheet in sheets]


def _save_lists(versions: dict[str, list[Sheet]]) -> None:
    divisions = Jurisdiction.objects.in_bulk()
    for position, (list_id, sheets) in enumerate(versions.items()):
        sheet = sheets[-1]
        division = sheet.pack.division
        if division != NATION and division not in divisions:
            raise _unknown_division(sheet.pack)
        PublishedList.objects.update_or_create(
            id=list_id,
            defaults={
                "kind": sheet.kind,
                "jurisdiction": divisions.get(division),
                "position": position,
            },
        )


def _unknown_division(pack: Pack) -> PackError:
    return pack_fault(
        pack.folder,
        f"区划代码“{pack.division}”不在行政区划表中",
        f"请改正 pack.yaml 的 division；全国写 {NATION}",
    )
