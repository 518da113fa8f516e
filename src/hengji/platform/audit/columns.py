"""The entry's fields as SQL, for the export and for the checks inside the database."""

from typing import Any

from django.db import connection

from hengji.core.audit.entry import FIELDS

_TEXT = {
    "id": "e.id",
    "at": "audit_time(e.at)",
    "before": "e.before::text",
    "after": "e.after::text",
}

CONTENT = f"audit_content({', '.join(f'e.{name}' for name in FIELDS)})"
"""The canonical text of the entry ``e``."""

VALUES = {name: _TEXT.get(name, f"e.{name}") for name in FIELDS}
"""Each field of the entry ``e`` as the chain hashes it."""

JOINED = "audit_auditentry e ON e.id = l.entry_id AND e.at = l.entry_at"
"""The entry of the link ``l``; the time tells PostgreSQL its partition."""

UNLINKED = (
    "NOT EXISTS (SELECT FROM audit_auditlink l WHERE l.entry_id = e.id AND l.entry_at = e.at)"
)
"""Whether the entry ``e`` stands outside the chain."""


def rows_of(query: str, parameters: Any) -> list[tuple[Any, ...]]:
    """All rows of a query that has few."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
