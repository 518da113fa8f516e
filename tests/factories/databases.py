"""Databases beside the test's own: made, dropped, and the site put on them."""

import contextlib
import os
from collections.abc import Iterator

import psycopg
from django.db import connection, connections
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict


def admin(statement: str, *names: str) -> None:
    """Run a statement with names in its braces, outside any transaction."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        composed = sql.SQL(statement).format(*map(sql.Identifier, names))
        server.execute(composed)


@contextlib.contextmanager
def site_on(url: str) -> Iterator[None]:
    """The site, as far as Django is it, on another database."""
    own = connection.settings_dict["NAME"]
    connections.close_all()
    connection.settings_dict["NAME"] = name_of(url)
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = own


def name_of(url: str) -> str:
    return str(conninfo_to_dict(url)["dbname"])
