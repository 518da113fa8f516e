"""The test database as a site has it."""

from django.db import connection


def guard_truncation() -> None:
    """Within this test: the triggers that are off for the cleaning between tests are on."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'audit_no_truncate'"
        )
        for (table,) in cursor.fetchall():
            # Not the whole's partitions with it: each comes by itself.
            cursor.execute(f"ALTER TABLE ONLY {table} ENABLE TRIGGER audit_no_truncate")
