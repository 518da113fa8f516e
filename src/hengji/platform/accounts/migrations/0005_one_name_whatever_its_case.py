"""Wang and wang are one name: who signs in may write either."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models.functions import Upper


def refuse_twins(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Which of two accounts keeps the name is for people to say, not for a migration."""
    names = apps.get_model("accounts", "User").objects.values_list("username", flat=True)
    found: dict[str, list[str]] = {}
    for name in names.order_by("pk"):
        found.setdefault(name.upper(), []).append(name)
    twins = ["、".join(alike) for alike in found.values() if len(alike) > 1]
    if twins:
        raise ValueError(
            "以下用户名只有大小写不同，请先在数据库的账号表（accounts_user）中改掉一个，"
            f"再升级：{'；'.join(twins)}"
        )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_password_age")]

    operations = [
        migrations.RunPython(refuse_twins, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                Upper("username"), name="user_name_once_whatever_its_case"
            ),
        ),
    ]
