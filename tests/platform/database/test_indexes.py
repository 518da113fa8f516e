"""An index built beside the work, after an attempt that was broken off."""

import pytest
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from hengji.platform.database.indexes import AddIndexBeside

INDEX = models.Index(fields=["loaded_at"], name="beside_again")


@pytest.mark.django_db(transaction=True)
def test_index_that_was_broken_off_is_built_by_the_next_attempt() -> None:
    before = MigrationLoader(connection).project_state()
    after = before.clone()
    adding = AddIndexBeside("loadeddata", INDEX)
    adding.state_forwards("startup", after)
    with connection.schema_editor(atomic=False) as editor:
        for _ in range(2):  # all is done, and then the process is killed before it is noted
            adding.database_forwards("startup", editor, before, after)
        assert _is_valid()
        adding.database_backwards("startup", editor, after, before)


def _is_valid() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = %s::regclass", [INDEX.name]
        )
        return bool(cursor.fetchone()[0])
