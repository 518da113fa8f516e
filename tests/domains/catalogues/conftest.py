"""Catalogues for the tests of this domain."""

import pytest

from tests.factories import catalogues


@pytest.fixture
def small(divisions: None) -> None:
    """The small packs, loaded."""
    catalogues.load(catalogues.small_packs())
