"""The members of a panel who have an account; none of them has had part in the text."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORBID = """
CREATE FUNCTION specifications_panel_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reviewed bigint;
BEGIN
    SELECT specification_id INTO reviewed FROM specifications_review
        WHERE id = NEW.review_id AND kind = 'panel';
    IF reviewed IS NULL THEN
        RAISE EXCEPTION '只有论证评审有评审专家（%）', NEW.review_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (
        SELECT FROM specifications_version
        WHERE specification_id = reviewed AND frozen_by_id = NEW.account_id
    ) OR EXISTS (
        SELECT FROM specifications_textrevision
        WHERE specification_id = reviewed AND saved_by_id = NEW.account_id AND number > 1
    ) OR EXISTS (
        SELECT FROM specifications_expert
        WHERE specification_id = reviewed AND account_id = NEW.account_id
    ) THEN
        RAISE EXCEPTION '编写、提交考核规范的人不能参加论证评审（%）', reviewed
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER specifications_panel_apart BEFORE INSERT ON specifications_panelmember
    FOR EACH ROW EXECUTE FUNCTION specifications_panel_apart();
CREATE TRIGGER specifications_kept BEFORE UPDATE OR DELETE ON specifications_panelmember
    FOR EACH ROW EXECUTE FUNCTION specifications_kept('论证评审专家');
"""

ALLOW = """
DROP TRIGGER specifications_kept ON specifications_panelmember;
DROP TRIGGER specifications_panel_apart ON specifications_panelmember;
DROP FUNCTION specifications_panel_apart();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("specifications", "0003_reviewers_apart"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="PanelMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="panel",
                        to="specifications.review",
                        verbose_name="论证评审",
                    ),
                ),
            ],
            options={
                "verbose_name": "论证评审专家",
                "verbose_name_plural": "论证评审专家",
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("review", "account"), name="panel_member_once")
                ],
            },
        ),
        migrations.RunSQL(FORBID, ALLOW),
    ]
