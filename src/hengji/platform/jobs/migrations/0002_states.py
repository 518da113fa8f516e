"""A job changes its state along the table only, whoever writes."""

from django.db import migrations

from hengji.platform.states.guard import state_guard


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial"), ("states", "0002_guards")]
    operations = [
        state_guard(
            "jobs_job",
            ">queued",
            "queued>cancelled",
            "queued>running",
            "running>cancelled",
            "running>done",
            "running>failed",
            "running>queued",
            "running>running",
        )
    ]
