"""Indexes by which any piece of a name is found."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations

from hengji.platform.database.indexes import AddIndexBeside


class Migration(migrations.Migration):
    atomic = False  # an index that is built beside the work cannot be in a transaction

    dependencies = [
        ("accounts", "0006_list_by_place"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("jurisdictions", "0004_found_by_words"),
        ("startup", "0002_extensions"),
    ]

    operations = [
        AddIndexBeside(
            model_name="user",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("display_name"), name="gin_trgm_ops"
                ),
                name="user_by_words",
            ),
        ),
        AddIndexBeside(
            model_name="user",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("username"), name="gin_trgm_ops"
                ),
                name="user_by_words_of_username",
            ),
        ),
    ]
