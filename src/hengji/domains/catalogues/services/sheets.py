"""Packs → sheets: one published list of one pack, ready to become an edition."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hengji.core.catalogues.model import (
    CROSSWALK,
    LIST_TITLES,
    Catalogue,
    CrosswalkPair,
    Entry,
)
from hengji.core.packs.model import Pack
from hengji.domains.catalogues.models import ListKind

_CROSSWALK_CLAUSE = "附件4"  # 003 附件4


@dataclass(frozen=True)
class Sheet:
    """A list as one pack publishes it: rows of entries, or pairs of a crosswalk."""

    list_id: str
    kind: ListKind
    title: str
    clause: str
    pack: Pack
    entries: tuple[Entry, ...] = ()
    pairs: tuple[CrosswalkPair, ...] = ()

    @cached_property
    def content_hash(self) -> str:
        """Of headings and rows: a change of the pack's rules alone is no new edition."""
        head = (
            self.title, self.clause, self.kind, self.pack.division, self.pack.title,
            self.pack.number, self.pack.issuer, str(self.pack.effective_from),
            str(self.pack.effective_to),
        )  # fmt: skip
        rows = [*map(vars, self.entries), *map(vars, self.pairs)]
        return hashlib.sha256(json.dumps([head, rows], ensure_ascii=False).encode()).hexdigest()

    @property
    def since(self) -> date:
        """When it came into force; a notice that does not say stands before those that do."""
        return self.pack.effective_from or date.min


def sheets_of(packs: Iterable[Pack]) -> dict[str, list[Sheet]]:
    """Every list of the packs, by its id; of several packs the one in force last stands last."""
    found: dict[str, list[Sheet]] = {}
    for pack in packs:
        rows: dict[str, list[Entry]] = defaultdict(list)
        for entry in pack.entries:
            rows[entry.list_id].append(entry)
        for info in pack.lists:
            sheet = Sheet(
                info.id, ListKind(info.kind), info.title, info.clause, pack, tuple(rows[info.id])
            )
            found.setdefault(info.id, []).append(sheet)
        if pack.crosswalk:
            sheet = Sheet(
                CROSSWALK, ListKind.CROSSWALK, LIST_TITLES[CROSSWALK], _CROSSWALK_CLAUSE, pack,
                pairs=pack.crosswalk,
            )  # fmt: skip
            found.setdefault(CROSSWALK, []).append(sheet)
    for versions in found.values():
        versions.sort(key=lambda sheet: sheet.since)
    return found


def in_force(sheets: Sequence[Sheet], today: date) -> Sheet | None:
    """Of one list's sheets, in the order of `sheets_of`, the last that is in force by that day."""
    return next((sheet for sheet in reversed(sheets) if sheet.since <= today), None)


def catalogue_of(sheets: Sequence[Sheet]) -> Catalogue:
    """What the checks look at: lists doubt each other, so all of them at once."""
    return Catalogue(
        entries=tuple(entry for sheet in sheets for entry in sheet.entries),
        crosswalk=tuple(pair for sheet in sheets for pair in sheet.pairs),
    )
