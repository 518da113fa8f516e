"""The five notices read once, and their findings, for all tests of catalogues."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hengji.core.catalogues.findings import find_faults
from hengji.core.catalogues.merging import merge
from hengji.core.catalogues.model import Catalogue, Entry, Finding
from hengji.core.catalogues.reading import read_catalogue
from hengji.core.documents.textdump import parse

Row = Callable[[str, int], Entry]
Found = Callable[[str], set[tuple[str, int | None]]]


@pytest.fixture(scope="session")
def published(sources: Path) -> Catalogue:
    """All lists of the five notices."""
    return merge(
        [
            (path.name, read_catalogue(parse(path.read_text("utf-8"))))
            for path in sorted(sources.glob("*.txt"))
        ]
    )


@pytest.fixture(scope="session")
def row(published: Catalogue) -> Row:
    """A row by list and place."""
    places = {(entry.list_id, entry.row): entry for entry in published.entries}
    return lambda list_id, number: places[list_id, number]


@pytest.fixture(scope="session")
def doubts(published: Catalogue) -> tuple[Finding, ...]:
    """Every finding about the published lists."""
    return find_faults(published)


@pytest.fixture(scope="session")
def found(doubts: tuple[Finding, ...]) -> Found:
    """Where a check found something: (list, row)."""
    return lambda code: {(doubt.list_id, doubt.row) for doubt in doubts if doubt.code == code}
