"""DuckDB as a calculator inside the process, with nothing stored."""

from collections.abc import Sequence
from typing import Any

import duckdb

from hengji.core.adjudication.filled import append_rows, create_filled
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.adjudication.tables import CLAIMS, DUCKDB, Column, Dialect, claims_columns


class DuckDBEngine:
    """An :class:`Engine` on a DuckDB connection."""

    dialect: Dialect = DUCKDB

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def execute(self, statement: str) -> None:
        """Run a statement."""
        self.connection.execute(statement)

    def fetch(self, query: str) -> list[tuple[Any, ...]]:
        """Every row of a query."""
        return self.connection.execute(query).fetchall()

    def fill(self, table: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> None:
        """Make a temporary table out of rows."""
        create_filled(self.connection, table, columns, rows)

    def append(self, table: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> None:
        """Add rows to such a table."""
        append_rows(self.connection, table, columns, rows)

    def create_claims(self, ruleset: Ruleset) -> None:
        """An empty table of claims; ``place`` is a claim's place in the workbook."""
        self.fill(CLAIMS, [("place", "BIGINT"), *claims_columns(ruleset)], [])
