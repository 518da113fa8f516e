"""A todo changes its state along the table only, whoever writes."""

from django.db import migrations

from hengji.platform.states.guard import state_guard


class Migration(migrations.Migration):
    dependencies = [("todos", "0001_initial"), ("states", "0002_guards")]
    operations = [
        state_guard(
            "todos_todo",
            ">claimed",
            ">open",
            "claimed>cancelled",
            "claimed>claimed",
            "claimed>done",
            "claimed>open",
            "open>cancelled",
            "open>claimed",
            "open>done",
        )
    ]
