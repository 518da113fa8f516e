"""Adjudication where the claims already are: in PostgreSQL, or a cluster of it."""

from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import sql

from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.adjudication.tables import CLAIMS, POSTGRES, Column, Dialect, claims_columns


class PostgresEngine:
    """An :class:`hengji.core.adjudication.engine.Engine` on a psycopg connection.

    Temporary tables belong to the connection and go with it.
    """

    dialect: Dialect = POSTGRES

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection

    def execute(self, statement: str) -> None:
        """Run a statement."""
        self.connection.execute(_generated(statement))

    def fetch(self, query: str) -> list[tuple[Any, ...]]:
        """Every row of a query."""
        return self.connection.execute(_generated(query)).fetchall()

    def fill(self, table: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> None:
        """Make a temporary table out of rows."""
        name = sql.Identifier(table)
        declared = sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(column), _generated(kind))
            for column, kind in columns
        )
        self.connection.execute(sql.SQL("CREATE TEMP TABLE {} ({})").format(name, declared))
        self.append(table, columns, rows)

    def append(self, table: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> None:
        """Add rows to such a table."""
        name = sql.Identifier(table)
        with self.connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(name)) as copy:
            for row in rows:
                copy.write_row(row)
        self.connection.execute(sql.SQL("ANALYZE {}").format(name))

    def create_claims(self, ruleset: Ruleset, rows: Sequence[Sequence[Any]] = ()) -> None:
        """The table of claims: place, then the inputs in the pack's order."""
        self.connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(CLAIMS)))
        self.fill(CLAIMS, [("place", "BIGINT"), *claims_columns(ruleset)], rows)


def _generated(text: str) -> sql.SQL:
    """SQL that the core generated from a pack: every name in it is quoted there."""
    return sql.SQL(text)
