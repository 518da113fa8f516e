"""The bulk run: DuckDB as a calculator inside the process, with nothing stored."""

from collections.abc import Callable
from typing import Any

import duckdb

from hengji.core.adjudication.bulk_sql import (
    ABSENT,
    CLAIMS,
    DUCKDB,
    claims_columns,
    distinct_arguments,
    fact_columns,
    fact_table,
    statements,
)
from hengji.core.adjudication.filled import create_filled
from hengji.core.adjudication.judge import names_mask
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.rules.sql_engine import identifier
from hengji.core.rules.values import Value

Progress = Callable[[str], None]


def create_claims_table(connection: duckdb.DuckDBPyConnection, ruleset: Ruleset) -> None:
    """An empty table of claims; ``place`` is a claim's place in the workbook."""
    columns = ", ".join(f"{identifier(name)} {kind}" for name, kind in claims_columns(ruleset))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {CLAIMS} (place BIGINT, {columns})")


def adjudicate(
    connection: duckdb.DuckDBPyConnection,
    ruleset: Ruleset,
    progress: Progress = lambda _step: None,
) -> None:
    """From the table of claims to the table of decisions, on this connection."""
    progress("查目录")
    for place, fact in enumerate(ruleset.facts):
        arguments = connection.execute(distinct_arguments(ruleset, fact)).fetchall()
        rows = []
        for values in arguments:
            found = fact(*values)
            keys = _keyed(ruleset, fact.spec.reads, values)
            rows.append((*keys, *found.values, names_mask(ruleset, found.missing)))
        create_filled(connection, fact_table(place), fact_columns(ruleset, fact), rows)
    for step, statement in zip(
        ("逐件核对", "核对先后", "核对次数", "逐人核对", "汇总"),
        statements(ruleset, DUCKDB),
        strict=False,
    ):
        progress(step)
        connection.execute(statement)


def _keyed(ruleset: Ruleset, reads: tuple[str, ...], values: tuple[Any, ...]) -> list[Value]:
    kinds = (ruleset.adjudication.input(name).kind for name in reads)
    return [
        ABSENT[kind] if value is None else value for kind, value in zip(kinds, values, strict=True)
    ]
