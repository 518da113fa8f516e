"""Indexes by which any piece of a name is found."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations

from hengji.platform.database.indexes import AddIndexBeside


class Migration(migrations.Migration):
    atomic = False  # an index that is built beside the work cannot be in a transaction

    dependencies = [
        ("files", "0003_what_is_stored_is_fixed"),
        ("jurisdictions", "0004_found_by_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("startup", "0002_extensions"),
    ]

    operations = [
        AddIndexBeside(
            model_name="filerecord",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("original_name"), name="gin_trgm_ops"
                ),
                name="file_by_words",
            ),
        ),
    ]
