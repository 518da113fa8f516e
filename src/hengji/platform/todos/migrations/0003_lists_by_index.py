"""Indexes as the lists sort, with what they leave out by."""

from django.conf import settings
from django.db import migrations, models

from hengji.platform.database.indexes import AddIndexBeside


class Migration(migrations.Migration):
    atomic = False  # an index that is built beside the work cannot be in a transaction

    dependencies = [
        ("jurisdictions", "0003_lists_by_index"),
        ("todos", "0002_states"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexBeside(
            model_name="todo",
            index=models.Index(
                condition=models.Q(("state__in", ("open", "claimed"))),
                fields=["due_on", "id"],
                include=(
                    "jurisdiction",
                    "body",
                    "permission",
                    "state",
                    "assignee",
                    "not_for",
                    "escalated_to",
                ),
                name="todo_waiting_by_due_day",
            ),
        ),
    ]
