import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("jobs", "0001_initial"),
        ("jurisdictions", "0002_body"),
        ("subsidies", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="adjudicationrun",
            name="run_once_a_file_and_pack",
        ),
        migrations.RemoveConstraint(
            model_name="adjudicationrun",
            name="run_decided_exactly_when_done",
        ),
        migrations.AddField(
            model_name="adjudicationrun",
            name="reviewed_at",
            field=models.DateTimeField(null=True, verbose_name="复核时间"),
        ),
        migrations.AddField(
            model_name="adjudicationrun",
            name="reviewed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="复核人",
            ),
        ),
        migrations.AlterField(
            model_name="adjudicationrun",
            name="state",
            field=models.CharField(
                choices=[
                    ("uploaded", "已上传"),
                    ("ready", "待确认"),
                    ("submitted", "已提交"),
                    ("done", "已核定"),
                    ("confirmed", "已复核"),
                    ("returned", "已退回"),
                    ("discarded", "已放弃"),
                ],
                default="uploaded",
                max_length=10,
                verbose_name="状态",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjudicationrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("discarded", "returned")), _negated=True),
                fields=("jurisdiction", "source_sha256", "pack_hash"),
                name="run_once_a_file_and_pack",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjudicationrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decisions_file__isnull", False),
                        ("report_file__isnull", False),
                        ("state__in", ("done", "confirmed", "returned")),
                        ("submitted_at__isnull", False),
                        ("workbook__isnull", False),
                    ),
                    models.Q(
                        models.Q(("state__in", ("done", "confirmed", "returned")), _negated=True),
                        ("decided_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="run_decided_exactly_when_done",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjudicationrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("reviewed_at__isnull", False),
                        ("reviewed_by__isnull", False),
                        ("state__in", ("confirmed", "returned")),
                    ),
                    models.Q(
                        models.Q(("state__in", ("confirmed", "returned")), _negated=True),
                        ("reviewed_at", None),
                        ("reviewed_by", None),
                    ),
                    _connector="OR",
                ),
                name="run_reviewed_exactly_when_so",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjudicationrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewed_by__isnull", True),
                    ("submitted_by__isnull", True),
                    models.Q(("reviewed_by", models.F("submitted_by")), _negated=True),
                    _connector="OR",
                ),
                name="run_reviewed_by_another_person",
            ),
        ),
    ]
