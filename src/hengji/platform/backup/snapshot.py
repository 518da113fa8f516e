"""One moment of the database, held open while it is dumped and counted."""

import contextlib
from collections.abc import Iterator, Mapping

import psycopg
from psycopg import sql

from hengji.platform.backup.manifest import Fingerprint

# How values are written out must not depend on the server's settings: the texts are compared.
SETTINGS = ("TIME ZONE 'UTC'", "datestyle = 'ISO, YMD'", "extra_float_digits = 1",
            "bytea_output = 'hex'", "intervalstyle = 'iso_8601'")  # fmt: skip

# A partitioned table is counted by itself, and so are its partitions not.
TABLES = """
SELECT n.nspname, c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema')
ORDER BY 1, 2
"""


@contextlib.contextmanager
def snapshot(url: str) -> Iterator[tuple[psycopg.Connection[tuple[object, ...]], str]]:
    """A connection that sees one moment for as long as the context lasts, and that moment's id."""
    with psycopg.connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        _settle(connection)
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        yield connection, str(row[0]) if row else ""


def fingerprints(connection: psycopg.Connection[tuple[object, ...]]) -> Mapping[str, Fingerprint]:
    """Every table's, by ``schema.table``.

    MD5 is no seal here, it is a sum to compare by; the same on every version and machine.
    """
    _settle(connection)
    counted = sql.SQL(
        "SELECT count(*), coalesce(sum(('x' || left(md5(row::text), 15))::bit(60)::bigint), 0)"
        " FROM {} AS row"
    )
    found = {}
    for schema, table in connection.execute(TABLES).fetchall():
        (rows, total) = connection.execute(
            counted.format(sql.Identifier(str(schema), str(table)))
        ).fetchall()[0]
        found[f"{schema}.{table}"] = Fingerprint(int(str(rows)), str(total))
    return found


def _settle(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    for setting in SETTINGS:
        connection.execute(f"SET {setting}")
