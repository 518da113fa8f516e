"""What an objection held back may be let go, once and for good, whoever writes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# The function says what it said of the holds themselves.
FORBID = """
CREATE TRIGGER subsidies_release_is_kept BEFORE UPDATE OR DELETE ON subsidies_holdrelease
    FOR EACH ROW EXECUTE FUNCTION subsidies_hold_is_kept();
"""
ALLOW = "DROP TRIGGER subsidies_release_is_kept ON subsidies_holdrelease"


class Migration(migrations.Migration):
    dependencies = [
        ("subsidies", "0006_holds_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HoldRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("released_at", models.DateTimeField(verbose_name="解除时间")),
                ("reason", models.CharField(max_length=500, verbose_name="解除理由")),
                (
                    "hold",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="release",
                        to="subsidies.claimhold",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="解除人",
                    ),
                ),
                (
                    "upheld_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="认定异议成立的人",
                    ),
                ),
            ],
            options={
                "verbose_name": "解除的暂缓",
                "verbose_name_plural": "解除的暂缓",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("released_by__isnull", True),
                            ("upheld_by__isnull", True),
                            models.Q(("released_by", models.F("upheld_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="hold_released_by_another_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="hold_release_says_why",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORBID, ALLOW),
    ]
