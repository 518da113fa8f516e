"""Indexes as the lists sort, with what they leave out by."""

import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models

from hengji.platform.database.indexes import AddIndexBeside


class Migration(migrations.Migration):
    atomic = False  # an index that is built beside the work cannot be in a transaction

    dependencies = [
        ("jurisdictions", "0003_lists_by_index"),
        ("notices", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexBeside(
            model_name="noticerow",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["cells"], name="notice_row_by_cell"
            ),
        ),
        AddIndexBeside(
            model_name="objection",
            index=models.Index(
                models.OrderBy(models.F("answered_at"), nulls_first=True),
                models.OrderBy(models.F("due_on")),
                models.OrderBy(models.F("id")),
                include=("jurisdiction", "state"),
                name="objection_by_answer",
            ),
        ),
        AddIndexBeside(
            model_name="objection",
            index=models.Index(
                models.OrderBy(models.F("answered_at"), nulls_first=True),
                models.OrderBy(models.F("due_on")),
                models.OrderBy(models.F("id")),
                condition=models.Q(("state", "open")),
                include=("jurisdiction",),
                name="objection_waiting",
            ),
        ),
        AddIndexBeside(
            model_name="publicnotice",
            index=models.Index(
                fields=["state", "-id"], include=("jurisdiction",), name="notice_latest_of_state"
            ),
        ),
        AddIndexBeside(
            model_name="publicnotice",
            index=models.Index(
                condition=models.Q(("published_at__isnull", False)),
                fields=["-published_at", "-id"],
                include=("jurisdiction", "state", "ends_on"),
                name="notice_latest_published",
            ),
        ),
    ]
