from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_roles_become_appointments")]

    operations = [
        migrations.AddField(
            "user",
            "password_changed_at",
            models.DateTimeField(default=timezone.now, verbose_name="密码更换时间"),
        ),
        # Failed sign-ins are counted in the shared cache now.
        migrations.DeleteModel("SignInFailures"),
        migrations.AlterModelManagers("user", managers=[]),
    ]
