"""The pack, and claims under it that are approved unless they are changed."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import psycopg
import pytest

from hengji.core.packs.model import Adjudication, Case, Pack
from hengji.core.packs.registry import get_pack

Cells = dict[str, str]


@pytest.fixture(scope="session")
def guangzhou() -> Pack:
    """The pack of the call of 2023-07-30."""
    return get_pack("guangzhou-2023")


@pytest.fixture(scope="session")
def asked(guangzhou: Pack) -> Adjudication:
    """Its columns and rules."""
    assert guangzhou.adjudication is not None
    return guangzhou.adjudication


@pytest.fixture(scope="session")
def qualified(guangzhou: Pack) -> Callable[..., Cells]:
    """The cells of the first example of the pack, which meets every rule, with changes."""
    first: Case = guangzhou.cases[0]

    def claim(number: int, **changes: str) -> Cells:
        own = {"claim_id": f"GZ-{number:04}", "person_id": f"P-{number:04}"}
        return {**first.given[0], **own, **changes}

    return claim


@pytest.fixture
def duck() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB in memory."""
    with duckdb.connect(config={"threads": 2}) as connection:
        yield connection


@pytest.fixture
def postgres() -> Iterator[psycopg.Connection[Any]]:
    """A session of its own on the tests' server; everything made on it is temporary."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        yield connection
