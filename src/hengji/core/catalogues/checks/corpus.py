"""What the checks look things up in: the lists, and indexes over all of them."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import chain

from hengji.core.catalogues import model
from hengji.core.catalogues.cells import split_work_types
from hengji.core.catalogues.model import Catalogue, CrosswalkPair, Entry
from hengji.core.text import name_key

_SEVERAL = 2


def is_specialty(entry: Entry) -> bool:
    """Is the row a 专项职业能力 (and not an occupation)?"""
    return entry.list_id in model.SPECIALTY_LISTS or "专项" in entry.certificate


def is_occupation(entry: Entry) -> bool:
    """Is the row an occupation of the 职业分类大典?"""
    return not is_specialty(entry) and entry.list_id != model.HUAIAN_COMPLETION


class Corpus:
    """A catalogue with its indexes, each built when first asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.entries: tuple[Entry, ...] = catalogue.entries
        self.pairs: tuple[CrosswalkPair, ...] = catalogue.crosswalk

    @cached_property
    def lists(self) -> dict[str, list[Entry]]:
        """Rows by list, in published order."""
        rows: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            rows[entry.list_id].append(entry)
        return dict(rows)

    @cached_property
    def occupations(self) -> dict[str, list[Entry]]:
        """Occupation rows by name."""
        rows: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if is_occupation(entry):
                rows[entry.name].append(entry)
        return dict(rows)

    @cached_property
    def specialties(self) -> dict[str, list[Entry]]:
        """Specialty rows by comparable name."""
        rows: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if is_specialty(entry):
                rows[name_key(entry.name)].append(entry)
        return dict(rows)

    @cached_property
    def work_types(self) -> dict[str, Entry]:
        """Work types named in brackets, each with the first row that names it."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            for work_type in split_work_types(entry.scope):
                found.setdefault(work_type, entry)
        return found

    @cached_property
    def by_code(self) -> dict[str, list[Entry]]:
        """Occupation rows by code."""
        rows: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if entry.code and is_occupation(entry):
                rows[entry.code].append(entry)
        return dict(rows)

    @cached_property
    def old_names(self) -> dict[str, CrosswalkPair]:
        """Old occupation names of the crosswalk that are no current name."""
        return {pair.name_old: pair for pair in self.pairs if pair.name_old not in self.occupations}

    def first_use(self, word: str) -> Entry | None:
        """The first row whose name or definition has this word."""
        return next((e for e in self.entries if word in e.name or word in e.definition), None)


def defined_lists(corpus: Corpus) -> Iterator[list[Entry]]:
    """The rows with a definition of each list that defines its rows."""
    for rows in corpus.lists.values():
        defined = [entry for entry in rows if entry.definition]
        if defined:
            yield defined


def defined_entries(corpus: Corpus) -> Iterator[Entry]:
    """Every row with a definition."""
    return chain.from_iterable(defined_lists(corpus))


def rows_text(rows: list[int]) -> str:
    """``3、5–7``: row numbers for people, runs drawn together."""
    parts: list[str] = []
    start = last = rows[0]
    for row in [*rows[1:], None]:
        if row == last + 1:
            last = row
            continue
        parts.append(str(start) if start == last else f"{start}{_join(start, last)}{last}")
        if row is not None:
            start = last = row
    return "、".join(parts)


def _join(start: int, last: int) -> str:
    return "、" if last - start < _SEVERAL else "–"
