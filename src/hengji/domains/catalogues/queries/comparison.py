"""Two editions of one list side by side."""

from dataclasses import dataclass

from hengji.core.catalogues.diff import Change, compare
from hengji.core.catalogues.model import Entry
from hengji.domains.catalogues.models import PublishedEntry
from hengji.domains.catalogues.queries.lists import find_list
from hengji.domains.catalogues.queries.values import ListInfo
from hengji.domains.catalogues.services.editions import entry_of


@dataclass(frozen=True)
class Comparison:
    """What came, went, changed or moved from ``old`` to ``new``."""

    old: ListInfo
    new: ListInfo
    changes: tuple[Change, ...]


def compare_editions(list_id: str, old: int, new: int) -> Comparison:
    """Raises `NoSuchListError` where one of the editions does not exist."""
    before, after = find_list(list_id, old), find_list(list_id, new)
    rows = {info.edition_id: _rows(info) for info in (before, after)}
    return Comparison(before, after, compare(rows[before.edition_id], rows[after.edition_id]))


def _rows(info: ListInfo) -> list[Entry]:
    found = PublishedEntry.objects.filter(edition_id=info.edition_id).select_related("edition")
    return [entry_of(row) for row in found.defer(*PublishedEntry.DERIVED).order_by("row")]
