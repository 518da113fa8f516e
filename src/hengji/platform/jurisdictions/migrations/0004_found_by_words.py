"""Indexes by which any piece of a name is found."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations

from hengji.platform.database.indexes import AddIndexBeside


class Migration(migrations.Migration):
    atomic = False  # an index that is built beside the work cannot be in a transaction

    dependencies = [
        ("jurisdictions", "0003_lists_by_index"),
        ("startup", "0002_extensions"),
    ]

    operations = [
        AddIndexBeside(
            model_name="body",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("name"), name="gin_trgm_ops"
                ),
                name="body_by_words",
            ),
        ),
    ]
