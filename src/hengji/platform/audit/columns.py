"""The entry's fields as SQL, for the export and for the checks inside the database."""

from typing import Any

from django.db import connection

from hengji.core.audit.entry import FIELDS
from hengji.platform.database.builtins import builtins_only

ENTRIES, LINKS = "{ours}.audit_auditentry", "{ours}.audit_auditlink"
"""The two tables, with the place of the schema that `rows_of` fills in."""

_TEXT = {
    "at": """to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
    "before": "e.before::text",
    "after": "e.after::text",
}

VALUES = {name: _TEXT.get(name, f"e.{name}") for name in FIELDS}
"""Each field of the entry ``e`` as the chain hashes it."""


def _part(value: str) -> str:
    return f"coalesce(octet_length(({value})::text)::text || ':' || ({value})::text, '-')"


# Written out although migration 0004 has functions for it: those belong to the role of the
# application, and who has its password could let them answer what he likes.
HASHED = " || ".join(map(_part, ("l.chain", "l.seq", *VALUES.values())))
"""The canonical text of the link ``l`` and its entry ``e``."""

JOINED = f"{ENTRIES} e ON e.id = l.entry_id AND e.at = l.entry_at"
"""The entry of the link ``l``; the time tells PostgreSQL its partition."""

UNLINKED = f"NOT EXISTS (SELECT FROM {LINKS} l WHERE l.entry_id = e.id AND l.entry_at = e.at)"
"""Whether the entry ``e`` stands outside the chain."""


def rows_of(query: str, parameters: Any) -> list[tuple[Any, ...]]:
    """All rows of a query that has few; it finds PostgreSQL's own functions and no others."""
    with builtins_only() as ours, connection.cursor() as cursor:
        cursor.execute(query.format(ours=ours), parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
