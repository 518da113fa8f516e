"""Indexes that are built while others write, as migrations declare them."""

from typing import TYPE_CHECKING

from django.contrib.postgres.operations import AddIndexConcurrently

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState


class AddIndexBeside(AddIndexConcurrently):
    """As its base, and it may be broken off at any moment: the next attempt begins anew.

    Nothing takes such a migration back as a whole. An attempt that is killed leaves indexes that
    are done, or one that is not valid, and by their names every later start would fail.
    """

    def database_forwards(
        self,
        app_label: str,
        schema_editor: "BaseDatabaseSchemaEditor",
        from_state: "ProjectState",
        to_state: "ProjectState",
    ) -> None:
        self.database_backwards(app_label, schema_editor, to_state, from_state)
        super().database_forwards(app_label, schema_editor, from_state, to_state)
