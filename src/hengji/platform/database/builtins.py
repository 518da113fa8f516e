"""SQL whose meaning nobody can have changed who is no superuser of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_BEFORE = """
SELECT pg_catalog.quote_ident(pg_catalog.current_schema()),
    pg_catalog.current_setting('search_path')
"""


@contextmanager
def builtins_only() -> Iterator[str]:
    """A transaction that finds PostgreSQL's own functions and operators only; gives our schema.

    Whoever may create things in our schema may put a function or an operator there that fits the
    types better than the built-in one, and is then taken in its place wherever the schema stands
    in the search path. So tables are named with the schema (quoted), and nothing else is ours.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_BEFORE)
        ours, path = cursor.fetchone()
        cursor.execute("SET LOCAL search_path TO pg_catalog")
        yield ours
        # What is local to a savepoint outlives it; after an error the rollback does this.
        cursor.execute("SELECT set_config('search_path', %s, true)", [path])
