"""A DuckDB table out of Python rows."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb

from hengji.core.rules.sql_engine import identifier


def create_filled(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[Sequence[Any]],
) -> None:
    """A temporary table with these rows; one of the same name is replaced."""
    declared = ", ".join(f"{identifier(name)} {kind}" for name, kind in columns)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({declared})")
    append_rows(connection, table, columns, rows)


def append_rows(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[Sequence[Any]],
) -> None:
    """Column by column, each as one JSON text: many times faster than value by value."""
    if rows:
        texts = [json.dumps(column, default=_iso) for column in zip(*rows, strict=True)]
        unnested = ", ".join(
            f"UNNEST(CAST(from_json(?, '[\"VARCHAR\"]') AS {kind}[]))" for _name, kind in columns
        )
        connection.execute(f"INSERT INTO {table} SELECT {unnested}", texts)


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))
