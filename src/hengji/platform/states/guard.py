"""The state table held by the database: a trigger that knows every allowed change."""

from django.db.migrations import RunSQL


def state_guard(
    db_table: str, *moves: str, before: tuple[str, ...] = (), field: str = "state"
) -> RunSQL:
    """For a migration: from now on ``db_table`` takes only these changes of ``field``.

    ``moves`` is `StateTable.moves`, written out: a migration says what held when it was written,
    and a test compares the trigger with the table as it is today. ``before`` is what an earlier
    migration gave, to go back to.
    """
    forward = _drop(db_table) + _create(db_table, field, moves)
    return RunSQL(forward, _drop(db_table) + (_create(db_table, field, before) if before else ""))


def _create(db_table: str, field: str, moves: tuple[str, ...]) -> str:
    allowed = ", ".join(f"'{one}'" for one in (field, *moves))
    call = f"EXECUTE FUNCTION states_guard({allowed});\n"
    return (
        f"CREATE TRIGGER states_guard_insert BEFORE INSERT ON {db_table} FOR EACH ROW {call}"
        f"CREATE TRIGGER states_guard_update BEFORE UPDATE ON {db_table} FOR EACH ROW"
        f" WHEN (OLD.{field} IS DISTINCT FROM NEW.{field}) {call}"
    )


def _drop(db_table: str) -> str:
    return "".join(
        f"DROP TRIGGER IF EXISTS states_guard_{act} ON {db_table};\n"
        for act in ("insert", "update")
    )
