"""A migration must not stop the older version that still runs beside it.

docs/howto/upgrade-without-downtime.md tells how each change is made in steps instead. One that is
harmless after all says why in its class: ``safe_because = "…"``.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.models.fields import NOT_PROVIDED

# What the last released version knows: its last migration in each app. An app that is not here
# is known to no released version. Moved on with every release.
BASELINE = {
    "accounts": "0005",
    "audit": "0004",
    "catalogues": "0004",
    "exchange": "0002",
    "files": "0003",
    "health": "0001",
    "jobs": "0003",
    "jurisdictions": "0002",
    "site_messages": "0001",
    "notices": "0002",
    "outbox": "0002",
    "startup": "0002",
    "states": "0002",
    "subsidies": "0007",
    "todos": "0002",
    "workdays": "0002",
}
LARGE = {"auditentry", "auditlink", "claimdecision", "delivery", "event", "noticerow"}
REMOVING = (
    migrations.RemoveField, migrations.RenameField, migrations.DeleteModel,
    migrations.RenameModel, migrations.AlterModelTable,
)  # fmt: skip
REMOVING_SQL = re.compile(r"\b(DROP|RENAME)\b", re.IGNORECASE)


def faults(operation: Operation, app: str, before: ProjectState) -> Iterator[str]:
    """How the operation would break a program that knows the tables as they were ``before``."""
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        for inner in operation.database_operations:
            yield from faults(inner, app, before)
    elif isinstance(operation, REMOVING):
        yield f"{operation.describe()}: the older version still uses it"
    elif isinstance(operation, migrations.AddField) and _must_be_written(operation.field):
        yield f"{operation.describe()}: the older version does not write it"
    elif isinstance(operation, migrations.AlterField):
        was = before.models[app, operation.model_name_lower].fields[operation.name]
        if was.null and _must_be_written(operation.field):
            yield f"{operation.describe()}: the older version may leave it empty"
    elif isinstance(operation, migrations.RunSQL) and REMOVING_SQL.search(str(operation.sql)):
        yield "SQL that drops or renames"
    elif (
        isinstance(operation, migrations.AddIndex)
        and not isinstance(operation, AddIndexConcurrently)
        and operation.model_name_lower in LARGE
    ):
        yield f"{operation.describe()}: the table is locked while it is built"


def _must_be_written(field: "models.Field[Any, Any]") -> bool:
    return not (field.null or field.many_to_many or field.db_default is not NOT_PROVIDED)


def test_no_migration_since_the_last_release_breaks_the_version_that_runs() -> None:
    loader = MigrationLoader(None)
    wrong = []
    for (app, name), migration in loader.disk_migrations.items():
        if app not in BASELINE or name[:4] <= BASELINE[app]:
            continue
        if getattr(migration, "safe_because", ""):
            continue
        state = loader.project_state((app, name), at_end=False)
        for operation in migration.operations:
            wrong += [f"{app}.{name}: {fault}" for fault in faults(operation, app, state)]
            operation.state_forwards(app, state)
    assert not wrong, "\n".join(wrong)


def test_baseline_names_migrations_that_there_are() -> None:
    present = {(app, name[:4]) for app, name in MigrationLoader(None).disk_migrations}
    assert set(BASELINE.items()) <= present


FIELDS: "dict[str, models.Field[Any, Any]]" = {
    "code": models.CharField(max_length=9),
    "note": models.TextField(null=True),
}
INDEX = models.Index(fields=["code"], name="by_code")


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("event", "note"),
        migrations.RenameField("event", "note", "remark"),
        migrations.DeleteModel("event"),
        migrations.AddField("event", "kind", models.CharField(max_length=9, default="a")),
        migrations.AlterField("event", "note", models.TextField(default="")),
        migrations.RunSQL("ALTER TABLE x RENAME COLUMN a TO b"),
        migrations.RunSQL(["drop table x"]),
        migrations.AddIndex("event", INDEX),
        migrations.SeparateDatabaseAndState([migrations.RunSQL("DROP TABLE x")]),
    ],
)
def test_change_that_breaks_the_running_version_is_found(operation: Operation) -> None:
    assert list(faults(operation, "x", _before()))


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("event", "kind", models.CharField(max_length=9, db_default="a")),
        migrations.AddField("event", "kind", models.IntegerField(null=True)),
        migrations.AlterField("event", "code", models.CharField(max_length=20)),
        migrations.CreateModel("other", [("id", models.BigAutoField(primary_key=True))]),
        migrations.RunSQL("CREATE TABLE y (a int)", "DROP TABLE y"),
        migrations.AddIndex("small", INDEX),
        AddIndexConcurrently("event", INDEX),
    ],
)
def test_change_that_the_running_version_does_not_notice_passes(operation: Operation) -> None:
    assert not list(faults(operation, "x", _before()))


def _before() -> ProjectState:
    state = ProjectState()
    state.add_model(ModelState("x", "event", list(FIELDS.items())))
    return state
