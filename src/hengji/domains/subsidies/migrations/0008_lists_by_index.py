"""Indexes as the lists sort, with what they leave out by."""

from django.conf import settings
from django.db import migrations, models

from hengji.platform.database.indexes import AddIndexBeside


class Migration(migrations.Migration):
    atomic = False  # an index that is built beside the work cannot be in a transaction

    dependencies = [
        ("files", "0003_what_is_stored_is_fixed"),
        ("jobs", "0004_lists_by_index"),
        ("jurisdictions", "0003_lists_by_index"),
        ("subsidies", "0007_hold_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexBeside(
            model_name="adjudicationrun",
            index=models.Index(
                fields=["state", "-id"], include=("jurisdiction", "job"), name="run_latest_of_state"
            ),
        ),
        AddIndexBeside(
            model_name="claimdecision",
            index=models.Index(
                condition=models.Q(("fail", 0), _negated=True),
                fields=["run", "row"],
                include=("fail",),
                name="decision_failing",
            ),
        ),
        AddIndexBeside(
            model_name="claimdecision",
            index=models.Index(
                condition=models.Q(("unknown", 0), _negated=True),
                fields=["run", "row"],
                include=("unknown",),
                name="decision_with_unknown",
            ),
        ),
    ]
