"""A DuckDB table out of Python rows."""

from collections.abc import Sequence
from typing import Any

import duckdb

from hengji.core.rules.sql_engine import identifier


def create_filled(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[Sequence[Any]],
) -> None:
    """Column by column, which is far faster than row by row."""
    declared = ", ".join(f"{identifier(name)} {kind}" for name, kind in columns)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({declared})")
    if rows:
        lists = [list(column) for column in zip(*rows, strict=True)]
        unnested = ", ".join(f"UNNEST(CAST(? AS {kind}[]))" for _name, kind in columns)
        connection.execute(f"INSERT INTO {table} SELECT {unnested}", lists)
