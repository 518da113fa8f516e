"""The cast of the procedure, and the small lists."""

import pytest

from tests.factories.specifications import Cast, make_cast


@pytest.fixture
def cast(divisions: None) -> Cast:
    """Those who must act."""
    return make_cast()
