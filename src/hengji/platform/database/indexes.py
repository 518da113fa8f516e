"""Indexes that lists are searched by, and how migrations build any while others write."""

from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db.models.functions import Upper

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState


def index_of_words(column: str, name: str) -> GinIndex:
    """For ``icontains``: any piece of the text of three characters or more is found by it."""
    return GinIndex(OpClass(Upper(column), name="gin_trgm_ops"), name=name)


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
