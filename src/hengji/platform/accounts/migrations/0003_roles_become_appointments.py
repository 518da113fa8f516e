"""Every role that an account has at home becomes an appointment there."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def appoint(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    user, appointment = (
        apps.get_model("accounts", "User"),
        apps.get_model("accounts", "Appointment"),
    )
    appointment.objects.bulk_create(
        appointment(user=one, role=role, place_id=one.jurisdiction_id, since=one.date_joined.date())
        for one in user.objects.exclude(jurisdiction=None)
        for role in one.roles
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_appointment")]

    operations = [
        migrations.RunPython(appoint, migrations.RunPython.noop),
        # The new rows' references are checked now: the next step alters the table they point at.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name="user",
            name="user_roles_known",
        ),
        migrations.RemoveField(
            model_name="user",
            name="roles",
        ),
    ]
