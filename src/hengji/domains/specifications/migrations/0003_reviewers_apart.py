"""Who has part in a text does not review it, whoever writes the row (000 规程 四 第五)."""

from django.db import migrations

FORBID = """
CREATE FUNCTION specifications_reviewer_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM specifications_version
        WHERE specification_id = NEW.specification_id AND frozen_by_id = NEW.by_id
    ) OR EXISTS (
        SELECT FROM specifications_textrevision
        WHERE specification_id = NEW.specification_id AND saved_by_id = NEW.by_id AND number > 1
    ) OR EXISTS (
        SELECT FROM specifications_expert
        WHERE specification_id = NEW.specification_id AND account_id = NEW.by_id
    ) THEN
        RAISE EXCEPTION '编写、提交考核规范的人不能评审（%）', NEW.specification_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.kind = 'final' AND EXISTS (
        SELECT FROM specifications_review
        WHERE specification_id = NEW.specification_id AND kind = 'first' AND by_id = NEW.by_id
    ) THEN
        RAISE EXCEPTION '提过技术初审意见的人不能作最后审定（%）', NEW.specification_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER specifications_reviewer_apart BEFORE INSERT ON specifications_review
    FOR EACH ROW EXECUTE FUNCTION specifications_reviewer_apart();
"""

ALLOW = """
DROP TRIGGER specifications_reviewer_apart ON specifications_review;
DROP FUNCTION specifications_reviewer_apart();
"""


class Migration(migrations.Migration):
    dependencies = [("specifications", "0002_guards")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
