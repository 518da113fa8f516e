"""Indexes as the lists sort, with what they leave out by."""

from django.conf import settings
from django.db import migrations, models

from hengji.platform.database.indexes import AddIndexBeside


class Migration(migrations.Migration):
    atomic = False  # an index that is built beside the work cannot be in a transaction

    dependencies = [
        ("files", "0003_what_is_stored_is_fixed"),
        ("jobs", "0003_attempts_and_retries"),
        ("jurisdictions", "0003_lists_by_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexBeside(
            model_name="job",
            index=models.Index(
                fields=["-id"], include=("jurisdiction", "actor", "kind"), name="job_latest"
            ),
        ),
        AddIndexBeside(
            model_name="job",
            index=models.Index(
                fields=["state", "-id"],
                include=("jurisdiction", "actor", "kind"),
                name="job_latest_of_state",
            ),
        ),
    ]
