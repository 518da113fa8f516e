"""Doubts are found as their list sorts, those of one state or code too."""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations, models

from hengji.platform.database.indexes import AddIndexBeside


class Migration(migrations.Migration):
    atomic = False  # an index that is built beside the work cannot be in a transaction

    dependencies = [("catalogues", "0004_states")]

    operations = [
        AddIndexBeside(
            model_name="listfinding",
            index=models.Index(
                fields=["edition", "row", "code", "id"],
                include=("state", "severity"),
                name="finding_in_order",
            ),
        ),
        AddIndexBeside(
            model_name="listfinding",
            index=models.Index(
                fields=["state", "edition", "row", "code", "id"],
                include=("severity",),
                name="finding_of_state_in_order",
            ),
        ),
        AddIndexBeside(
            model_name="listfinding",
            index=models.Index(
                fields=["code", "edition", "row", "id"],
                include=("state", "severity"),
                name="finding_of_code_in_order",
            ),
        ),
        RemoveIndexConcurrently(model_name="listfinding", name="finding_by_place"),
    ]
