"""The notices as published: real input for the tests of the core."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder of the five notices; without it the tests fail, they do not skip."""
    named = os.environ.get("HENGJI_SOURCES")
    folder = Path(named) if named else Path(__file__).parents[3] / "shared" / "seeds"
    found = sorted(path.name[:3] for path in folder.glob("*.txt"))
    assert {"000", "001", "002", "003", "004"} <= set(found), (
        f"the five notices are not in {folder}: set HENGJI_SOURCES"
    )
    return folder
