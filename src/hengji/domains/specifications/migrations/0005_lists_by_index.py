"""Indexes as the lists sort, with what they leave out by."""

from django.conf import settings
from django.db import migrations, models

from hengji.platform.database.indexes import AddIndexBeside


class Migration(migrations.Migration):
    atomic = False  # an index that is built beside the work cannot be in a transaction

    dependencies = [
        ("jurisdictions", "0003_lists_by_index"),
        ("specifications", "0004_panel_members"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexBeside(
            model_name="specification",
            index=models.Index(
                fields=["name", "id"],
                include=("jurisdiction", "body", "state"),
                name="specification_by_name",
            ),
        ),
        AddIndexBeside(
            model_name="specification",
            index=models.Index(
                fields=["occupation", "name", "id"],
                include=("jurisdiction", "body", "state"),
                name="specification_by_occupation",
            ),
        ),
        AddIndexBeside(
            model_name="specification",
            index=models.Index(
                fields=["state", "-id"],
                include=("jurisdiction", "body"),
                name="specification_of_state",
            ),
        ),
        AddIndexBeside(
            model_name="specification",
            index=models.Index(
                fields=["jurisdiction", "state"], include=("body",), name="specification_tallied"
            ),
        ),
        AddIndexBeside(
            model_name="specification",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ("promulgated", "items_ready", "pilot", "in_force"))
                ),
                fields=["name", "id"],
                include=("jurisdiction",),
                name="specification_public",
            ),
        ),
    ]
