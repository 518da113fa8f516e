"""The two real databases that carry generated SQL."""

import os
from collections.abc import Iterator
from typing import Any

import duckdb
import psycopg
import pytest


@pytest.fixture(scope="session")
def postgres() -> Iterator[psycopg.Connection[Any]]:
    """A session of its own on the tests' server; everything made on it is temporary."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def duck() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB in memory, two threads as in a real run."""
    with duckdb.connect(config={"threads": 2}) as connection:
        yield connection
