"""The tests' list is known like any other."""

import pytest

from hengji.platform.exchange.imports import ImportSpec, declare_import, import_named
from tests.platform.exchange.lists import CODE, things


@pytest.fixture(autouse=True, scope="session")
def things_known() -> ImportSpec:
    return import_named(CODE) or declare_import(things())
