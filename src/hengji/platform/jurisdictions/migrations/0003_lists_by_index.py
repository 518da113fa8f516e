"""Indexes as the lists sort, with what they leave out by."""

from django.db import migrations, models

from hengji.platform.database.indexes import AddIndexBeside


class Migration(migrations.Migration):
    atomic = False  # an index that is built beside the work cannot be in a transaction

    dependencies = [
        ("jurisdictions", "0002_body"),
    ]

    operations = [
        AddIndexBeside(
            model_name="body",
            index=models.Index(
                fields=["jurisdiction", "name"], include=("kinds",), name="body_by_place"
            ),
        ),
    ]
